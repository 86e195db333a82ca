"""What a person types and sees: the app, its options, help, completion, and the one place that prints."""
