"""Interprets a document: columns, headings, tasks, units, deadlines, and every doubt."""
