"""The office's own documents filled in, a format a file."""
