"""New editions of a list's document: what they add, remove and reword, applied to the list exactly."""
