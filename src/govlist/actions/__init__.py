"""The work of each command, one file per verb: takes a session and values, returns a result."""
