"""Exports for people and programs: one format per file, the office's templates, notices."""
