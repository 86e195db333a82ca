"""Fills in the office's own documents, one format per file."""
