"""What units returned, as rows, and which reports they make of the checklist. Pure; forms reads the files."""
