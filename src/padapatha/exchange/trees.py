"""An edited copy of CoNLL-U against the corpus: which sentences another tree was given, read as UD editors leave them.

They reorder comments and MISC, drop comments, write other line ends and lose the last one. None of this is a change:
the columns of the nodes are compared, and the comments stay those of the corpus.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from padapatha.annotator.analysis import CONFIDENCE
from padapatha.conllu import Placed, conllu_bytes, parse
from padapatha.conllu.columns import ordered_deps
from padapatha.conllu.faults import COLUMN_NAMES, Column
from padapatha.conllu.lines import decode
from padapatha.conllu.nodes import cells
from padapatha.conllu.surface import text_of
from padapatha.files import sha256
from padapatha.model import Sentence
from padapatha.problems import Problem, problem
from padapatha.reading import read_file
from padapatha.text import around, first_difference
from padapatha.values import EMPTY, ordered_feats, ordered_misc, split_comment, with_misc

_OF_THE_BUILD = ("Translit", "LTranslit", CONFIDENCE)  # in MISC: a build makes them anew
_OF_TOOLS = frozenset(("user_id", "timestamp", "highlight tokens", "highlight deprels"))


@dataclass(frozen=True, slots=True)
class EditedFile:
    """The sentences of a file that came back, with their lines in it, and what is wrong with its form."""

    path: str
    sentences: tuple[Placed, ...]
    problems: tuple[Problem, ...]


def read_edited(path: Path) -> EditedFile:
    """Read an edited file; line ends, the end of the file and the order of items are taken as they come."""
    shown = str(path)
    text = decode(read_file(path), shown).replace("\r\n", "\n")
    lines = text.split("\n")
    while lines and not lines[-1]:
        lines.pop()
    rows = "".join(f"{_line(line)}\n" for line in lines)
    parsed = tuple(parse(f"{rows}\n".encode() if lines else b"", shown, strict=False))
    problems = tuple(each for each in parsed if isinstance(each, Problem))
    return EditedFile(shown, tuple(each for each in parsed if isinstance(each, Placed)), problems)


def _line(line: str) -> str:
    values = cells(line)
    if line.startswith("#") or len(values) != len(COLUMN_NAMES):
        return line
    values[Column.FEATS] = ordered_feats(values[Column.FEATS])
    values[Column.DEPS] = ordered_deps(values[Column.DEPS])
    values[Column.MISC] = ordered_misc(values[Column.MISC])
    return "\t".join(values)


def sentence_hash(sentence: Sentence) -> str:
    """Return the hash of what a person decides in a sentence: its nodes, without what a build makes of them."""
    return sha256(conllu_bytes([replace(decided_nodes(sentence), comments=())]))


def decided_nodes(sentence: Sentence) -> Sentence:
    """Return the sentence with its items in order and without what a build writes into MISC."""
    return replace(
        sentence,
        tokens=tuple(
            replace(each, feats=ordered_feats(each.feats), deps=ordered_deps(each.deps), misc=_decided(each.misc))
            for each in sentence.tokens
        ),
        multiwords=tuple(replace(each, misc=_decided(each.misc)) for each in sentence.multiwords),
        empty_nodes=tuple(
            replace(each, feats=ordered_feats(each.feats), deps=ordered_deps(each.deps), misc=_decided(each.misc))
            for each in sentence.empty_nodes
        ),
    )


def _decided(misc: str) -> str:
    for key in _OF_THE_BUILD:
        misc = with_misc(misc, key, None)
    return ordered_misc(misc)


def place_problems(edited: EditedFile, built: Mapping[str, Sentence]) -> Iterator[Problem]:
    """Yield the sentences that cannot be told apart, are none of the document, or are of another text."""
    lines: dict[str, int] = {}
    for placed in edited.sentences:
        own, line = placed.sentence.id, placed.line_of_comment("sent_id")
        if not own:
            yield problem(
                "sent-id", edited.path, "no `# sent_id`, so nothing says which sentence it is", line=placed.line
            )
        elif own in lines:
            yield problem("sent-id", edited.path, f"{own!r} stands first in line {lines[own]}", line=line)
        elif own not in built:
            yield problem("reference", edited.path, f"the document has no sentence {own!r}", line=line)
        elif fault := _text_fault(placed.sentence, built[own].text):
            found = f"{own} is of another text: {fault}"
            yield problem("stale", edited.path, found, line=placed.line_of_comment("text"), fix=_TEXT)
        lines.setdefault(own, line)


_TEXT = "leave the text as it is; a text is corrected as a new document"


def _text_fault(sentence: Sentence, text: str) -> str:
    """What differs in ``# text``, or in what the forms give where a tool has dropped it."""
    own = sentence.text or text_of(sentence)
    if own == text:
        return ""
    offset = first_difference(own, text)
    return f"different from character {offset}: {around(own, offset)}; in the corpus {around(text, offset)}"


def with_nodes(edited: Sentence, today: Sentence) -> tuple[Sentence, bool]:
    """Return today's sentence with the nodes of the edited one, and whether its DEPS are kept because a tool lost them.

    A tool that knows no enhanced graph leaves all of DEPS empty.
    """
    found = decided_nodes(edited)
    lost = all(token.deps == EMPTY for token in found.tokens) and any(token.deps != EMPTY for token in today.tokens)
    if lost and [token.form for token in found.tokens] == [token.form for token in today.tokens]:
        pairs = zip(found.tokens, today.tokens, strict=True)
        tokens = tuple(replace(token, deps=before.deps) for token, before in pairs)
        found = replace(found, tokens=tokens, empty_nodes=found.empty_nodes or today.empty_nodes)
    else:
        lost = False
    made = replace(today, tokens=found.tokens, multiwords=found.multiwords, empty_nodes=found.empty_nodes)
    return made, lost


def unknown_comments(edited: Sentence, built: Sentence) -> Sequence[str]:
    """Return the comments that are neither of the corpus nor of a tool: nothing takes them over."""
    return [line for line in edited.comments if line not in built.comments and split_comment(line)[0] not in _OF_TOOLS]
