"""The supervision notice 【督办单】, one format per file."""
