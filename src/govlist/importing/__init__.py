"""Lists from documents: the draft of a new list, and new editions of an existing one."""
