"""``corpus/`` and ``annotations/`` to ``dist/hub``: a dataset that `datasets.load_dataset` reads.

Begin to read in `padapatha.pack.assemble`; the columns of every config are in `padapatha.pack.features`.
"""
