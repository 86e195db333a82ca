"""YAML text: nodes with their places, exact edits, and the only writer of files."""
