"""YAML files: nodes with their places, exact edits, and the only module that writes files."""
