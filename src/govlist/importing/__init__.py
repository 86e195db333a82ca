"""What a document means: the draft of a list that it makes, and the new edition of a list."""
