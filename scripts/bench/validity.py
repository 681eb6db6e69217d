"""How many of an annotator's trees the official validator refuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from padapatha.annotator.analysis import Annotator, Words, annotate_sentences
from padapatha.conllu import conllu_bytes
from padapatha.model import Sentence, Token
from padapatha.problems import errors
from padapatha.text import to_nfc
from padapatha.udtools import official_problems

LEVEL = 5


def invalid(annotator: Annotator, unseen: Sequence[Words], language: str) -> tuple[int, int]:
    """The validator's errors and warnings on the annotated sentences, at its highest level for the language."""
    annotated = conllu_bytes(sentence for sentence, _ in annotate_sentences(_bare(unseen), annotator))
    found = tuple(official_problems(annotated, "annotated.conllu", language, LEVEL))
    wrong = len(errors(found))
    return wrong, len(found) - wrong


def _bare(unseen: Sequence[Words]) -> Iterator[Sentence]:
    for number, words in enumerate(unseen, 1):
        forms = [to_nfc(word) for word in words]
        comments = (f"# sent_id = unseen-{number}", f"# text = {' '.join(forms)}")
        yield Sentence(comments, tuple(Token(place, form) for place, form in enumerate(forms, 1)))
