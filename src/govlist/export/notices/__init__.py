"""One form of the supervision notice 【督办单】 a file."""
