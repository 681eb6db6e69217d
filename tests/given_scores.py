"""Scores without a network: such as say exactly what a tree says, and such as chance gives; and what the official
validator says of the trees that come of them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from padapatha.annotator.analysis import Analysis, Words
from padapatha.annotator.labels import Labels, lemma_script
from padapatha.annotator.scores import Scores
from padapatha.conllu.writer import lines
from padapatha.model import Sentence, Token

NER = ("O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PER", "I-PER")
SURE = 20.0


def analysis(sentence: Sentence) -> Analysis:
    """What the columns of a sentence say."""
    rows = [(each.lemma, each.upos, each.xpos, each.feats, each.head, each.deprel) for each in sentence.tokens]
    columns = zip(*rows, strict=True)
    return Analysis(*columns)  # in the order of the fields


def words_of(sentence: Sentence) -> Words:
    return tuple(each.form for each in sentence.tokens)


def labels_of(analyses: Sequence[Analysis], sentences: Sequence[Words]) -> Labels:
    """The labels that occur, sorted."""
    upos, xpos, feats = (tuple(sorted({label for each in analyses for label in getattr(each, name)}))
                         for name in ("upos", "xpos", "feats"))  # fmt: skip
    scripts = {lemma_script(form, lemma) for each, words in zip(analyses, sentences, strict=True)
               for form, lemma in zip(words, each.lemmas, strict=True)}  # fmt: skip
    deprels = sorted({label for each in analyses for label in each.deprels})
    return Labels(
        upos=upos, xpos=xpos, feats=feats, lemma=tuple(sorted(scripts | {"-0+"})), ner=NER, deprel=tuple(deprels),
    )  # fmt: skip


def gold_scores(analyses: Sequence[Analysis], sentences: Sequence[Words], labels: Labels) -> Scores:
    """Scores of `SURE` for what the analyses say and 0 for all else; relations are told for the right head alone."""
    size, count = max(map(len, sentences)), len(sentences)
    numbers = {name: {each: place for place, each in enumerate(getattr(labels, name))}
               for name in ("upos", "xpos", "feats", "lemma", "deprel", "ner")}  # fmt: skip
    made = {name: np.zeros((count, size, len(numbers[name])), np.float32)
            for name in ("upos", "xpos", "feats", "lemma", "ner")}  # fmt: skip
    arc = np.zeros((count, size, size + 1), np.float32)
    rel = np.zeros((count, len(labels.deprel), size, size + 1), np.float32)
    for b, (each, words) in enumerate(zip(analyses, sentences, strict=True)):
        for d, form in enumerate(words):
            for name in ("upos", "xpos", "feats"):
                made[name][b, d, numbers[name][getattr(each, name)[d]]] = SURE
            made["lemma"][b, d, numbers["lemma"][lemma_script(form, each.lemmas[d])]] = SURE
            made["ner"][b, d, numbers["ner"][each.entities[d] if each.entities else "O"]] = SURE
            arc[b, d, each.heads[d]] = SURE
            rel[b, numbers["deprel"][each.deprels[d]], d, each.heads[d]] = SURE
    return Scores(**made, arc=arc, rel=rel)


def random_scores(draw: np.random.Generator, sentences: Sequence[Words], labels: Labels, scale: float) -> Scores:
    """Normal noise, with a bias for every label, so that each batch has its own favourites."""
    size, count = max(map(len, sentences)), len(sentences)

    def noise(*shape: int) -> np.ndarray:
        return (draw.normal(size=shape) * scale).astype(np.float32)

    tags = {name: noise(count, size, len(getattr(labels, name))) + noise(len(getattr(labels, name)))
            for name in ("upos", "xpos", "feats", "lemma", "ner")}  # fmt: skip
    rel = noise(count, len(labels.deprel), size, size + 1) + noise(len(labels.deprel), 1, 1)
    return Scores(**tags, arc=noise(count, size, size + 1) + noise(size + 1), rel=rel)


def written(sentences: Iterable[Words], analyses: Iterable[Analysis]) -> bytes:
    """The analyses as CoNLL-U, a space between any two words; unlike `conllu_bytes`, it writes what is broken too."""
    sentences_made = (
        Sentence(
            (f"# sent_id = s{number}", f"# text = {' '.join(words)}"),
            tuple(
                Token(place, form, *columns)
                for place, (form, *columns) in enumerate(
                    zip(words, each.lemmas, each.upos, each.xpos, each.feats, each.heads, each.deprels, strict=True), 1
                )
            ),
        )
        for number, (words, each) in enumerate(zip(sentences, analyses, strict=True), 1)
    )
    return "".join(f"{line}\n" for sentence in sentences_made for line in lines(sentence)).encode("utf-8")


def complaints(data: bytes, *options: str) -> list[str]:
    """The lines of the official validator at level 5 that tell of errors or warnings, and its verdict if not passed."""
    program = Path(sys.executable).with_name("udvalidate")
    command = [str(program), "--lang", "hi", "--level", "5", "--max-err", "0", *options]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    told = (done.stdout + done.stderr).decode("utf-8").split("\n")
    return [line for line in told if line.startswith("[Line")] + (["not passed"] if done.returncode else [])
