"""What a document says: columns, headings, tasks, units, deadlines, and every doubt."""
