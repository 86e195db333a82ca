"""The readers, one kind of document per file; all return a govlist.documents.document.Document."""
