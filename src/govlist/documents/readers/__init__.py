"""One kind of document a file, all read to the shape of govlist.documents.document."""
