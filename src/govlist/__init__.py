"""govlist: a government office's yearly work list as validated YAML, with a command line."""

__version__ = "0.1.0"
