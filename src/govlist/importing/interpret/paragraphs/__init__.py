"""Lists without a table: paragraphs as a tree, and what each states about units and deadline."""
