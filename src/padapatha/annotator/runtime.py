"""The model at work: ONNX by onnxruntime, in batches of sentences of one length, so that none is padded.

What a sentence is annotated with depends on nothing but the sentence: activations have fixed scales, a batch holds
sentences of one length, and a batch is run by one thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import groupby
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from padapatha.annotator.analysis import Analysis, Words
from padapatha.annotator.decode import decode
from padapatha.annotator.encode import Encoding, batch_of, join
from padapatha.annotator.folder import LABELS, MODEL, TOKENIZER, check_folder, model_version
from padapatha.annotator.grammar import grammar
from padapatha.annotator.labels import Labels, read_labels
from padapatha.annotator.pieces import Pieces
from padapatha.annotator.scores import Batch, Scores
from padapatha.annotator.tables import Tables, tables
from padapatha.annotator.windows import cut
from padapatha.annotator.windows import join as join_parts
from padapatha.languages import UnknownLanguageError
from padapatha.problems import Refused, problem

BUFFER = 12_000  # words that are held at a time
BATCH = 1_024  # pieces of a batch
_AREA = 2 * 512 * 512  # what pieces times pieces of a batch may come to: the scores of relations grow with it
_OUTPUTS = tuple(each.name for each in fields(Scores))


@dataclass(frozen=True, slots=True)
class _Item:
    """A sentence, or a part of one, as the network reads it."""

    sentence: int
    words: Words
    pieces: Pieces
    offset: int  # of the first word, among those in view
    whole: bool

    @property
    def kind(self) -> tuple[bool, int]:
        return self.whole, self.pieces.size


class Model:
    """An `Annotator`: a model folder and the threads that may work on it.

    Raises `Refused` when the folder does not hold a model that this program can run.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._folder = check_folder(folder)
        self._threads = threads
        try:
            self._labels = read_labels(folder / LABELS)
            self._tables = _tables(self._labels)
            self._encoding = Encoding(Tokenizer.from_file(str(folder / TOKENIZER)))
            self._session = _session(folder / MODEL)
        except (OSError, UnknownLanguageError, Exception) as fault:  # noqa: BLE001  the libraries raise plain Exception
            raise Refused([problem("model", str(folder), str(fault).split("\n")[0])]) from None

    @property
    def name(self) -> str:
        """The name that the model gives itself."""
        return str(self._labels.meta.get("name", self._folder.name))

    @cached_property
    def version(self) -> str:
        """Of the bytes of the model's files."""
        return model_version(self._folder)

    def analyse(self, sentences: Iterable[Words]) -> Iterator[Analysis]:
        """Yield the analysis of each sentence; holds some 12,000 words, or one sentence if that is longer."""
        with ThreadPoolExecutor(self._threads) as pool:
            for buffered in _buffers(sentences):
                yield from self._analyse(buffered, pool)

    def score(self, batch: Batch) -> Scores:
        """Run the network: int64 [B, S] and [B, W] in, float32 out (see `Scores`)."""
        inputs = {each.name: getattr(batch, each.name) for each in fields(Batch)}
        found = self._session.run(list(_OUTPUTS), inputs)
        return Scores(*found)

    def _analyse(self, sentences: Sequence[Words], pool: ThreadPoolExecutor) -> Iterator[Analysis]:
        items = [item for number, words in enumerate(sentences) for item in self._items(number, words)]
        batches = _batches(items)
        work: Callable[[list[_Item]], list[Analysis]] = self._decoded
        # one thread is this one, so that a program that asked for one has no second
        done = map(work, batches) if self._threads == 1 else pool.map(work, batches)
        parts: list[list[tuple[int, Analysis]]] = [[] for _ in sentences]
        places = {id(item): place for place, item in enumerate(items)}
        for batch, analyses in zip(batches, done, strict=True):
            for item, analysis in zip(batch, analyses, strict=True):
                parts[item.sentence].append((places[id(item)], analysis))
        for own in parts:
            yield join_parts([analysis for _, analysis in sorted(own, key=lambda each: each[0])])

    def _items(self, number: int, words: Words) -> Iterator[_Item]:
        pieces = self._encoding.words(words)
        parts = cut(words, [len(each) for each in pieces])
        for part in parts:
            seen = join(pieces[part.left : part.right])
            yield _Item(number, words[part.start : part.stop], seen, part.start - part.left, len(parts) == 1)

    def _decoded(self, items: list[_Item]) -> list[Analysis]:
        scores = self.score(batch_of([item.pieces for item in items]))
        if items[0].whole:
            return decode([item.words for item in items], scores, self._tables)
        return [decode([item.words], _cut_scores(scores, row, item), self._tables)[0] for row, item in enumerate(items)]


def _tables(labels: Labels) -> Tables:
    return tables(labels, grammar(str(labels.meta.get("language", "hi"))))


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
    found: list[list[_Item]] = []
    for (_, size), same in groupby(sorted(items, key=lambda item: item.kind, reverse=True), key=lambda item: item.kind):
        together = list(same)
        count = max(1, min(BATCH // size, _AREA // size**2))
        found.extend(together[start : start + count] for start in range(0, len(together), count))
    return found


def _cut_scores(scores: Scores, row: int, item: _Item) -> Scores:
    """The scores of the part's own words, without those of the words in view."""
    own = np.arange(item.offset, item.offset + len(item.words))
    heads = np.concatenate(([0], own + 1))
    return Scores(
        upos=scores.upos[row, own][None],
        xpos=scores.xpos[row, own][None],
        feats=scores.feats[row, own][None],
        lemma=scores.lemma[row, own][None],
        ner=scores.ner[row, own][None],
        arc=scores.arc[row][np.ix_(own, heads)][None],
        rel=scores.rel[row][:, own][:, :, heads][None],
    )
