"""One command a file: it translates options, calls the action, and shows the result."""
