"""The content of outputs in any format: labels, summaries, the ledger, the annual record, JSON."""
