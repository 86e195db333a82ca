"""A new edition of a list's document: what it adds, takes out and words anew, put into the list exactly."""
