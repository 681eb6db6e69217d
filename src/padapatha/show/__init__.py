"""A document for a reader: trees as lines, names and chains of a sentence, and both on a terminal or as JSON."""
