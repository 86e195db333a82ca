"""From a file to a checked list and back: fields, schema, rules, problems, one safe way to change it."""
