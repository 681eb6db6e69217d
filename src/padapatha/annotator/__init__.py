"""The annotator: words in, tags, lemmas, trees and entities out (docs/annotator.md).

`encode` prepares words for the network, `runtime` runs it, `decode` turns its scores into annotation that the official
validator accepts, `fill` writes that into sentences, `plugins` put other programs in the network's place.
"""
