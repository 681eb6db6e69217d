"""Closed word classes of Hindi that a treebank of news does not teach: interjections.

Folded spellings, as the annotator reads them.
"""

from __future__ import annotations

from padapatha.languages.rows import words

# Wherever they stand
INTERJECTIONS = frozenset(words("अरे अजी वाह ओह ओहो उफ उफ्फ अहा अहो वाहवाह हुर्रे धत धत् छि छिः हुँह हुंह ओफ ओफ्फो ऐ"))

# At the head of a sentence, or between marks; elsewhere they are other words too (आह भरना, नेता जी, जी घबराना)
FIRST_INTERJECTIONS = frozenset(words("हाँ हां हाय आह शाबाश जी काश हैलो हेलो"))
