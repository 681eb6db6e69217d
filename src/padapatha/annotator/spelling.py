"""One spelling of each word: what the annotator and its training see in place of the forms of a text.

Writers choose freely whether to type the nukta of loan words (बाज़ार, बाजार) and the joiners that shape a cluster. No
column but FORM depends on that choice.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import regex

from padapatha.text import JOINERS, to_nfc

# A joiner after a picture makes one emoji of several: there it is no matter of spelling
_JOINER = regex.compile(rf"(?<![\p{{Extended_Pictographic}}\uFE0F\U0001F3FB-\U0001F3FF])[{JOINERS}]")
_LOAN_NUKTA = regex.compile("(?<=[कखगजफ])\u093c+")


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """The word in NFC, without joiners and without the nukta of क़ ख़ ग़ ज़ फ़; ड़ and ढ़ are letters and keep theirs.

    A word of which nothing would be left stays as it is.
    """
    return _LOAN_NUKTA.sub("", to_nfc(_JOINER.sub("", word))) or word


def fold_words(words: Iterable[str]) -> tuple[str, ...]:
    """The folded words of a sentence, one for each."""
    return tuple([fold(word) for word in words])
