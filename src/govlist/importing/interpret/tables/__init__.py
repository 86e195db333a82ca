"""Lists in tables: columns, rows, tables in plain text, and our own ledger."""
