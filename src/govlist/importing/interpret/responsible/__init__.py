"""The words for who is responsible: names, roles, rules, read by one grammar."""
