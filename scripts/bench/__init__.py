"""Accuracy and speed of annotators on gold data that is not in this repository (docs/annotator.md, `make bench`)."""
