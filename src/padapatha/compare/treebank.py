"""Two treebanks of the same text: the official scores, alpha of the labels, and what each differs in, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from padapatha.compare.alpha import alpha
from padapatha.compare.official import official_scores
from padapatha.compare.outcome import Comparison, Found, Place, grouped
from padapatha.compare.pairs import Pair
from padapatha.compare.reading import Paths, tree_pair
from padapatha.compare.texts import text_problem
from padapatha.compare.words import Word, side_by_side
from padapatha.conllu import Placed, conllu_bytes
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused, problem
from padapatha.values import EMPTY

LAYER = "treebank"
_NAMES = ("SENTENCE", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL")
_COLUMNS = {name: rank for rank, name in enumerate(_NAMES)}
TreePair = Pair[tuple[Placed, ...]]


@dataclass(frozen=True, slots=True)
class _Aligned:
    """A word that both cut alike, and whether both gave it the same head."""

    document: str
    a: Word
    b: Word
    same_head: bool


def compare_treebanks(files: Sequence[Paths]) -> Comparison:
    """Compare; raises `Refused` when a text differs, a sentence has no tree, or the scorer is not installed."""
    pairs = [tree_pair(paths) for paths in files]
    refused = tuple(_problems(pairs))
    if refused:
        raise Refused(refused)
    aligned, found = _align(pairs)
    a = tuple(chain.from_iterable(_sentences(pair.a.value) for pair in pairs))
    b = tuple(chain.from_iterable(_sentences(pair.b.value) for pair in pairs))
    return Comparison(
        LAYER,
        tuple(pair.document for pair in pairs),
        (sum(len(each.tokens) for each in a), sum(len(each.tokens) for each in b)),
        {**official_scores(conllu_bytes(a), conllu_bytes(b)), **_alphas(aligned)},
        _labels(a, b, aligned),
        grouped(found),
    )


def _sentences(placed: Sequence[Placed]) -> tuple[Sentence, ...]:
    return tuple(each.sentence for each in placed)


def _problems(pairs: Sequence[TreePair]) -> Iterator[Problem]:
    for pair in pairs:
        if fault := text_problem(pair.a.value, pair.b.value, (pair.a.path, pair.b.path)):
            yield fault
        for side in (pair.a, pair.b):
            for each in side.value:
                if any(token.head is None for token in each.sentence.tokens):
                    found = f"{each.sentence.id} has words without HEAD"
                    fix = "annotate the sentence on both sides, or leave it out of both"
                    yield problem("unconfirmed", side.path, found, line=each.line, fix=fix)


def _align(pairs: Sequence[TreePair]) -> tuple[list[_Aligned], list[Found]]:
    """Return the words that both cut alike, and every difference."""
    aligned: list[_Aligned] = []
    found: list[Found] = []
    for pair in pairs:
        words: list[tuple[Word, Word]] = []
        for left, right in side_by_side(_sentences(pair.a.value), _sentences(pair.b.value)):
            if _forms(left) == _forms(right):
                words.extend(zip(left, right, strict=True))
            else:
                found.append(("FORM", _shown(left), _shown(right), _place(pair.document, left[0])))
        ours = {theirs.number: mine.number for mine, theirs in words}
        aligned += [_Aligned(pair.document, a, b, _same_head(a, b, ours)) for a, b in words]
    found += [(*what, _place(each.document, each.a)) for each in aligned for what in _differences(each)]
    return aligned, sorted(found, key=_in_order)


def _in_order(found: Found) -> tuple[int, str]:
    """Columns as CoNLL-U has them, features by name."""
    return _COLUMNS.get(found[0], _COLUMNS["FEATS"]), found[0]


def _forms(words: Sequence[Word]) -> list[str]:
    return [word.token.form for word in words]


def _shown(words: Sequence[Word]) -> str:
    return " ".join(_forms(words))


def _place(document: str, word: Word) -> Place:
    return Place(document, word.sentence.id, token=word.token.id)


def _differences(each: _Aligned) -> Iterator[tuple[str, str, str]]:
    a, b = each.a, each.b
    if (a.token.id == 1) != (b.token.id == 1):
        begins = ("begins", "goes on")
        yield "SENTENCE", *(begins if a.token.id == 1 else begins[::-1])
    for column in ("lemma", "upos", "xpos"):
        ours, theirs = str(getattr(a.token, column)), str(getattr(b.token, column))
        if ours != theirs:
            yield column.upper(), ours, theirs
    for name in sorted(a.features.keys() | b.features.keys()):
        if a.feature(name) != b.feature(name):
            yield name, a.feature(name), b.feature(name)
    if not each.same_head:
        yield "HEAD", a.head_upos, b.head_upos
    if a.token.deprel != b.token.deprel:
        yield "DEPREL", a.token.deprel, b.token.deprel


def _same_head(a: Word, b: Word, ours: Mapping[int, int]) -> bool:
    """Whether two words hang on the same word; ``ours`` is the number in A of each word of B."""
    if a.head is None or b.head is None:
        return a.head is b.head
    return ours.get(b.head) == a.head


def _alphas(aligned: Sequence[_Aligned]) -> dict[str, float | None]:
    tokens = [(each.a.token, each.b.token) for each in aligned]
    attached = [(each.a.token.deprel, each.b.token.deprel) for each in aligned if each.same_head]
    return {
        "alpha of UPOS": alpha((a.upos, b.upos) for a, b in tokens),
        "alpha of XPOS": alpha((a.xpos, b.xpos) for a, b in tokens),
        "alpha of DEPREL, same head": alpha(attached),
    }


def _labels(
    a: Sequence[Sentence], b: Sequence[Sentence], aligned: Sequence[_Aligned]
) -> dict[str, tuple[int, int, int]]:
    """How often each relation is used by A, by B, and by both on the same word."""
    ours, theirs = (Counter(token.deprel for each in side for token in each.tokens) for side in (a, b))
    both = Counter(each.a.token.deprel for each in aligned if each.a.token.deprel == each.b.token.deprel)
    used = sorted((ours.keys() | theirs.keys()) - {EMPTY})
    return {label: (ours[label], theirs[label], both[label]) for label in used}
