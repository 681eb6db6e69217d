"""Measure segmentation, tokenisation and romanisation against a treebank in CoNLL-U.

The sentences are joined five to a paragraph with a space between, as running text would have them; a span counts
as right when both its ends are right.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from padapatha.conllu import read_conllu
from padapatha.conllu.surface import surfaces
from padapatha.languages import CODES, Language, language
from padapatha.model import Sentence
from padapatha.romanise import romanise
from padapatha.segment import sentence_spans
from padapatha.tokenise import token_spans
from padapatha.values import misc_value, unescape

Spans = tuple[tuple[int, int], ...]
SENTENCES_IN_A_PARAGRAPH = 5


@dataclass(frozen=True, slots=True)
class Gold:
    """What a treebank says of one sentence. The pairs are (Devanagari, its romanisation)."""

    text: str
    forms: tuple[str, ...]
    translit: tuple[tuple[str, str], ...]  # of the text
    words: tuple[tuple[str, str], ...]
    lemmas: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many things were right, how many there are, how many were found."""

    right: int
    gold: int
    found: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent; 100 when there was nothing to find."""
        total = self.gold + self.found
        return 200 * self.right / total if total else 100.0


def read_gold(path: Path) -> tuple[Gold, ...]:
    """Read a treebank whose sentences have `# text`; romanisations are read where it has them."""
    return tuple(_gold(sentence) for sentence in read_conllu(path, strict=False))


def _gold(sentence: Sentence) -> Gold:
    translit = sentence.comment("translit")
    return Gold(
        text=sentence.text,
        forms=tuple(surface.form for surface in surfaces(sentence)),
        translit=((sentence.text, translit),) if translit else (),
        words=tuple(_romanised((token.form, token.misc) for token in sentence.tokens)),
        lemmas=tuple(_romanised(((token.lemma, token.misc) for token in sentence.tokens), "LTranslit")),
    )


def _romanised(columns: Iterable[tuple[str, str]], key: str = "Translit") -> Iterator[tuple[str, str]]:
    for text, misc in columns:
        romanisation = misc_value(misc, key)
        if romanisation:
            yield text, unescape(romanisation)


def paragraphs(golds: tuple[Gold, ...]) -> Iterator[tuple[str, Spans, Spans]]:
    """Join the sentences to paragraphs; yield the text, the spans of its sentences and the spans of its tokens."""
    for first in range(0, len(golds), SENTENCES_IN_A_PARAGRAPH):
        group = golds[first : first + SENTENCES_IN_A_PARAGRAPH]
        text = " ".join(gold.text for gold in group)
        yield text, _places(text, (gold.text for gold in group)), _places(text, (f for g in group for f in g.forms))


def _places(text: str, parts: Iterable[str]) -> Spans:
    places: list[tuple[int, int]] = []
    end = 0
    for part in parts:
        start = text.index(part, end)
        end = start + len(part)
        places.append((start, end))
    return tuple(places)


def segmentation(golds: tuple[Gold, ...], language: Language) -> tuple[Score, Score]:
    """Score the sentences, and the tokens of the sentences found (not of the gold ones)."""
    sentences, tokens = Score(0, 0, 0), Score(0, 0, 0)
    for text, gold_sentences, gold_tokens in paragraphs(golds):
        found = sentence_spans(text, language)
        sentences = _add(sentences, gold_sentences, found)
        tokens = _add(tokens, gold_tokens, _tokens(text, found, language))
    return sentences, tokens


def _tokens(text: str, sentences: Spans, language: Language) -> Spans:
    return tuple((s + start, s + end) for s, e in sentences for start, end in token_spans(text[s:e], language))


def _add(score: Score, gold: Spans, found: Spans) -> Score:
    return Score(score.right + len({*gold} & {*found}), score.gold + len(gold), score.found + len(found))


def romanisation(pairs: Iterable[tuple[str, str]], language: Language) -> Score:
    """Count the texts whose romanisation is the treebank's own, letter for letter."""
    same = [romanise(text, language) == gold for text, gold in pairs]
    return Score(sum(same), len(same), len(same))


def tokens_per_second(golds: tuple[Gold, ...], language: Language, times: int = 20) -> float:
    """Tokens per second of processor time, sentence splitting and tokenisation together, on one core."""
    text = "\n".join([text for text, _, _ in paragraphs(golds)] * times)
    start = time.process_time()
    count = sum(len(token_spans(text[s:e], language)) for s, e in sentence_spans(text, language))
    return count / (time.process_time() - start)


def report(path: Path, spoken: Language) -> Iterator[str]:
    """Lines of figures for the halves of a treebank (rules were written on the first) and for the whole."""
    golds = read_gold(path)
    middle = (len(golds) + 1) // 2
    for name, part in (("first half", golds[:middle]), ("second half", golds[middle:]), ("all", golds)):
        sentences, tokens = segmentation(part, spoken)
        yield f"{name}: {len(part)} sentences; F1 sentences {sentences.f1:.2f}, tokens {tokens.f1:.2f}"
        for kind in ("translit", "words", "lemmas"):
            score = romanisation((pair for gold in part for pair in getattr(gold, kind)), spoken)
            yield f"{name}: romanisation of {kind} {score.f1:.3f} % of {score.gold}"
    yield f"{tokens_per_second(golds, spoken):,.0f} tokens per second of processor time"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of a treebank."""
    parser = argparse.ArgumentParser(description="Measure sentences, tokens and romanisation against a treebank.")
    parser.add_argument("treebank", type=Path, metavar="FILE.conllu", help="with `# text` for each sentence")
    parser.add_argument("--language", choices=CODES, default=CODES[0], help=f"(default: {CODES[0]})")
    args = parser.parse_args(arguments)
    print("\n".join(report(args.treebank, language(args.language))))
    return 0
