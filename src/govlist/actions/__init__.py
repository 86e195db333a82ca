"""The work of each command, one file a verb: from a session and values to a result."""
