"""Reads and writes office documents: safe reading, one reader per kind, the official style."""
