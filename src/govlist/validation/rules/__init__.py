"""One rule a file: the file's name is the rule's id. docs/rules.md is made from what stands here."""
