"""What a person types and sees: the app, its options, help, completion, and the only module that prints."""
