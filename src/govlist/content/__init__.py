"""What outputs say before any format: labels, summaries, the ledger, the annual record, JSON."""
