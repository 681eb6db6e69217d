"""Runs a model with onnxruntime, in batches of sentences of one length, so that none is padded.

The annotation of a sentence depends on the sentence alone: activations have fixed scales, a batch holds sentences of
one length, and one thread runs a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

import onnxruntime
from tokenizers import Tokenizer

from padapatha.annotator.analysis import Analysis, Words
from padapatha.annotator.averaging import LabelMap
from padapatha.annotator.constraints import Constraints, build_constraints
from padapatha.annotator.decode import decode_batch
from padapatha.annotator.labels import Labels, apply_script, read_labels
from padapatha.annotator.model_folder import (
    LABELS_FILE,
    MODEL_FILE,
    TOKENIZER_FILE,
    check_folder,
    model_version,
    partner_of,
)
from padapatha.annotator.scores import Scores
from padapatha.annotator.spelling import fold_words
from padapatha.annotator.subwords import NetworkInput, SubwordEncoder, Subwords, join_words, network_input
from padapatha.annotator.windows import cut, join_parts, own_scores
from padapatha.languages.grammar import grammar
from padapatha.problems import Refused, problem

BUFFER = 12_000  # words that are held at a time
BATCH = 1_024  # subwords of a batch
_AREA = 2 * 512 * 512  # the limit of subwords times subwords of a batch: the scores of relations grow with it
_PROBE = "क"
_OUTPUTS = tuple(field.name for field in fields(Scores))
_Decode: TypeAlias = "Callable[[list[_Item]], list[Analysis]]"


@dataclass(frozen=True, slots=True)
class _Item:
    """A sentence, or a part of one, as the network reads it."""

    sentence: int  # its number
    number: int  # among the parts of the sentence
    words: Words
    subwords: Subwords  # of the words and their context
    offset: int  # of the first word in the context
    whole: bool

    @property
    def kind(self) -> tuple[bool, int]:
        return self.whole, self.subwords.size


class Model:
    """An `Annotator`: a model folder, run by up to ``threads`` threads.

    Where its labels name a partner, the model in the folder beside it is run too (`padapatha.annotator.averaging`).
    Raises `Refused` when the folder does not hold a model that this program can run.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._folder = check_folder(folder)
        self._threads = threads
        try:
            self._labels = read_labels(folder / LABELS_FILE)
            self._constraints = _constraints(self._labels)
            self._encoder = SubwordEncoder(Tokenizer.from_file(str(folder / TOKENIZER_FILE)))
            self._session = _session(folder / MODEL_FILE)
            self._partner = self._open_partner()
            self._try_out()
        except Refused:
            raise
        except Exception as fault:  # noqa: BLE001  the libraries raise plain Exception
            raise Refused([problem("model", str(folder), str(fault).split("\n")[0])]) from None

    @property
    def name(self) -> str:
        """The name that the model gives itself."""
        return str(self._labels.meta.get("name", self._folder.name))

    @cached_property
    def version(self) -> str:
        """The version of the model's files."""
        return model_version(self._folder)

    @property
    def labels(self) -> Labels:
        """What the columns of the scores mean."""
        return self._labels

    @property
    def constraints(self) -> Constraints:
        """What decoding permits."""
        return self._constraints

    def subwords(self, words: Words) -> Subwords:
        """The subwords of a sentence; ``words`` are folded."""
        return self._encoder.sentence(words)

    def analyse(self, sentences: Iterable[Words]) -> Iterator[Analysis]:
        """Yield the analysis of each sentence; holds some 12,000 words, or one sentence if that is longer."""
        with ThreadPoolExecutor(self._threads) as pool:
            # with one thread the caller's own does the work, so that a program that asked for one has no second
            run = map if self._threads == 1 else pool.map
            for buffered in _buffers(sentences):
                yield from self._analyse(buffered, run)

    def score(self, batch: NetworkInput) -> Scores:
        """Run the network on a batch; several threads may do so at a time."""
        inputs = {field.name: getattr(batch, field.name) for field in fields(NetworkInput)}
        scores = Scores(*self._session.run(list(_OUTPUTS), inputs))
        if self._partner is None:
            return scores
        partner, labels = self._partner
        return labels.mean(scores, partner.score(batch))

    def _open_partner(self) -> tuple[Model, LabelMap] | None:
        """The model whose scores are averaged with those of this one, if its labels name one."""
        folder = partner_of(self._folder)
        if folder is None:
            return None
        if (folder / TOKENIZER_FILE).read_bytes() != (self._folder / TOKENIZER_FILE).read_bytes():
            raise ValueError(f"its partner {folder.name!r} has another {TOKENIZER_FILE}")
        partner = Model(folder)
        return partner, LabelMap(self._labels, partner.labels)

    def _try_out(self) -> None:
        """Run one word; raise ValueError when the network's outputs are not those of the labels."""
        for script in self._labels.lemma:
            apply_script(script, _PROBE)
        scores = self.score(network_input([self._encoder.sentence((_PROBE,))]))
        counts = {name: len(getattr(self._labels, name)) for name in ("upos", "xpos", "feats", "lemma", "ner")}
        shapes: dict[str, tuple[int, ...]] = {name: (1, 1, count) for name, count in counts.items()}
        shapes |= {"arc": (1, 1, 2), "rel": (1, len(self._labels.deprel), 1, 2)}
        for name, shape in shapes.items():
            found = getattr(scores, name).shape
            if found != shape:
                raise ValueError(f"the output {name} of {MODEL_FILE} is {found}; {LABELS_FILE} asks for {shape}")
        list(self.analyse([(_PROBE,)]))  # what is left: scores to annotation

    def _analyse(
        self, sentences: Sequence[Words], run: Callable[[_Decode, list[list[_Item]]], Iterable[list[Analysis]]]
    ) -> Iterator[Analysis]:
        folded = [fold_words(words) for words in sentences]
        batches = _batches([item for number, words in enumerate(folded) for item in self._items(number, words)])
        parts: list[dict[int, Analysis]] = [{} for _ in sentences]
        for batch, analyses in zip(batches, run(self._decoded, batches), strict=True):
            for item, analysis in zip(batch, analyses, strict=True):
                parts[item.sentence][item.number] = analysis
        for own in parts:
            yield join_parts([own[number] for number in sorted(own)])

    def _items(self, sentence: int, words: Words) -> Iterator[_Item]:
        subwords = self._encoder.words(words)
        parts = cut(words, [len(each) for each in subwords])
        for number, part in enumerate(parts):
            context = join_words(subwords[part.left : part.right])
            own, offset = words[part.start : part.stop], part.start - part.left
            yield _Item(sentence, number, own, context, offset, len(parts) == 1)

    def _decoded(self, items: list[_Item]) -> list[Analysis]:
        scores = self.score(network_input([item.subwords for item in items]))
        if items[0].whole:
            return decode_batch([item.words for item in items], scores, self._constraints)
        return [self._decoded_part(scores, row, item) for row, item in enumerate(items)]

    def _decoded_part(self, scores: Scores, row: int, item: _Item) -> Analysis:
        own = own_scores(scores, row, item.offset, len(item.words))
        return decode_batch([item.words], own, self._constraints)[0]


def _constraints(labels: Labels) -> Constraints:
    language = labels.meta.get("language")
    if not isinstance(language, str):
        raise ValueError(f"{LABELS_FILE}: meta names no language")
    return build_constraints(labels, grammar(language))


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.enable_mem_pattern = False  # it keeps a plan, and memory, for every shape it has met
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _buffers(sentences: Iterable[Words]) -> Iterator[list[Words]]:
    held: list[Words] = []
    size = 0
    for words in sentences:
        held.append(words)
        size += len(words)
        if size >= BUFFER:
            yield held
            held, size = [], 0
    if held:
        yield held


def _batches(items: Sequence[_Item]) -> list[list[_Item]]:
    """Items of one kind together, the longest first, so that the last ones to be run are short."""
    batches: list[list[_Item]] = []
    for (_, size), same in groupby(sorted(items, key=lambda item: item.kind, reverse=True), key=lambda item: item.kind):
        together = list(same)
        count = max(1, min(BATCH // size, _AREA // size**2))
        batches.extend(together[start : start + count] for start in range(0, len(together), count))
    return batches
