"""The style of official documents, GB/T 9704: type, page, tables, and reproducible files."""
