"""Check lists and change them safely: schema, rules, problems, fixes, edits."""
