"""A list written for people and programs: one format a file, the office's templates, notices."""
