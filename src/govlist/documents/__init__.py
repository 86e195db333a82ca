"""Files that offices send and get: read within bounds, one reader a kind, and the office's style."""
