"""Chunks of sentences to annotated CoNLL-U, in one process or several, in the order they came in."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from padapatha.annotator.analysis import Analysis, Annotator
from padapatha.annotator.fill import fill, least_certain, marked, with_confidence, with_entities
from padapatha.annotator.layer import Entity, entities_of
from padapatha.annotator.plugins import OWN, annotation_faults, open_annotator
from padapatha.annotator.stream import Chunk
from padapatha.conllu import conllu_bytes
from padapatha.model import Sentence
from padapatha.problems import Refused, problem


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with every chunk: by whom, and what is written besides the columns."""

    annotator: str = OWN
    model: Path | None = None
    language: str = "hi"
    threads: int = 1
    confidence: bool = False
    review: float = 0.0  # the share of sentences to be marked, of each chunk

    def open(self) -> Annotator:
        """The annotator, opened once in a process."""
        return open_annotator(self.annotator, self.model, self.language, self.threads)


@dataclass(frozen=True, slots=True)
class Done:
    """A chunk that has been annotated."""

    data: bytes
    sentences: int
    entities: tuple[Entity, ...]


def work(chunk: Chunk, task: Task) -> Done:
    """Annotate one chunk; what it becomes depends on nothing but itself and the task."""
    pairs = list(fill(chunk.sentences, task.open()))
    if task.annotator != OWN:
        _check(pairs, task.annotator)
    if (task.confidence or task.review) and not all(analysis.confidence for _, analysis in pairs):
        found = f"{task.annotator} does not say how sure it is"
        raise Refused([problem("usage", task.annotator, found, fix="leave out --confidence and --review")])
    sentences = [with_entities(*pair) for pair in pairs]
    analyses = [analysis for _, analysis in pairs]
    if task.confidence:
        sentences = list(map(with_confidence, sentences, analyses))
    doubtful = least_certain(analyses, task.review) if task.review else frozenset()
    sentences = [marked(each) if place in doubtful else each for place, each in enumerate(sentences)]
    entities = tuple(entity for pair in pairs for entity in entities_of(*pair))
    return Done(conllu_bytes(sentences), len(sentences), entities)


def flow(chunks: Iterable[Chunk], task: Task, jobs: int = 1) -> Iterator[Done]:
    """Annotate the chunks; with several jobs a few of them are under way, however many there are."""
    if jobs == 1:
        for chunk in chunks:
            yield work(chunk, task)
        return
    waiting: deque[Future[Done]] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        try:
            for chunk in chunks:
                waiting.append(pool.submit(work, chunk, task))
                if len(waiting) > 2 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _check(pairs: Iterable[tuple[Sentence, Analysis]], name: str) -> None:
    problems = [fault for sentence, _ in pairs for fault in annotation_faults(sentence, name)]
    if problems:
        raise Refused(problems)
