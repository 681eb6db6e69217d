"""corpus/ and annotations/ to ``dist/hub``: a dataset that `datasets.load_dataset` reads."""
