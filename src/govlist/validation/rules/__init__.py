"""Rules, one per file; the file name is the rule's id. docs/rules.md is generated from their docstrings."""
