"""The annotator: words in; tags, lemmas, trees, entities and a confidence out (docs/annotator.md).

From a sentence to its annotation, in the order of reading: `subwords` prepares words for the network, `runtime` runs
it, `decode` turns its `scores` into an `analysis` that the official validator accepts, with `tags`, `spanning_tree`,
`partial_tree`, `punctuation` and `entities`. `labels` and `constraints` say what the scores mean and what may stand
together. `stream` annotates texts of any size; `plugins` has the other programs that may take the network's place.
"""
