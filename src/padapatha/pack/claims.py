"""What the sentences that people have written in a card claim, and the data contradict.

Prose is not understood; it is searched for the claims that cards make of a corpus and that its data decide. A claim is
named with its line and with what the data say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from padapatha.metadata import UNKNOWN_LICENCE
from padapatha.pack.numbers import Contents
from padapatha.problems import Problem, problem

_FIX = "correct the sentence, or leave it out: `padapatha pack` writes the figures between the markers"
_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ONE = ("one", "a single")
_GENRES = "academic|blog|fiction|government|legal|medical|news|nonfiction|poetry|social|spoken|web|wiki"
_COUNTED = re.compile(
    rf"\b(?P<number>[0-9][0-9,]*|a single|{'|'.join(_NUMBERS)}) (?:(?:[A-Z][a-z]+|{_GENRES}) )?"
    r"(?P<noun>document|article|text|sentence|word|token)s?\b"
)
_SENTENCE = re.compile(r"(?:[^.]|\.(?=\S))+")
_OF_THE_WHOLE = re.compile(
    r"\b(?:dataset|data set|corpus|treebank)\b[^.]*\b(?:is|are|has|have|holds?|contains?|comprises?|consists of)\b"
)
_KIND = {"document": "documents", "article": "documents", "text": "documents", "sentence": "sentences"}

Claim = tuple[re.Pattern[str], Callable[[Contents], str]]  # what is said; what the data say, empty if they agree


def _trained(contents: Contents) -> str:
    count = contents.counts("documents").get("train", 0)
    return f"documents in the split train: {count:,}" if count else ""


def _licensed(contents: Contents) -> str:
    licences = contents.counts("licence")
    return "" if UNKNOWN_LICENCE in licences else f"the licences of the texts are {', '.join(licences)}"


def _dated(contents: Contents) -> str:
    return "" if "unknown" in contents.counts("day") else "every text has its day of publication"


def _several_genres(contents: Contents) -> str:
    genres = contents.counts("genre")
    return f"the genres are {', '.join(genres)}" if len(genres) > 1 else ""


def _unconfirmed(contents: Contents) -> str:
    count = contents.counts("sentences").get("auto", 0)
    return f"sentences that are auto: {count:,}" if count else ""


def _confirmed(contents: Contents) -> str:
    count = contents.counts("sentences").get("gold", 0)
    return f"sentences that are gold: {count:,}" if count else ""


def _human(contents: Contents) -> str:
    """Confirmed sentences do not count: they are signed with a name, which may be that of a program."""
    people = [agent for agent in contents.counts("layer agent") if agent.startswith("person: ")]
    return f"layers are made by {', '.join(people)}" if people else ""


def _enhanced(contents: Contents) -> str:
    count = contents.counts("filled").get("deps", 0)
    return f"words with DEPS: {count:,}" if count else ""


_CLAIMS: tuple[Claim, ...] = (
    (
        re.compile(r"not (?:a|meant as a|meant for) training(?: set| data)?|no training (?:set|data)", re.IGNORECASE),
        _trained,
    ),
    (re.compile(r"licen[cs]es?\b[^.]*\b(?:is|are) (?:not known|unknown)|unknown licen[cs]e", re.IGNORECASE), _licensed),
    (re.compile(r"\b(?:date|day) of the (?:article|text|document)\b[^.]*\bnot known", re.IGNORECASE), _dated),
    (re.compile(r"\b(?:one|a single) genre\b", re.IGNORECASE), _several_genres),
    (re.compile(r"\b(?:all|every) (?:the )?sentences? (?:is|are) (?:gold|confirmed)", re.IGNORECASE), _unconfirmed),
    (re.compile(r"\bno sentence (?:is|has been) (?:gold|confirmed)", re.IGNORECASE), _confirmed),
    (re.compile(r"\bno (?:second,? )?human", re.IGNORECASE), _human),
    (re.compile(r"\bno enhanced graphs?|`deps` is null for every word", re.IGNORECASE), _enhanced),
)


def claim_problems(card: str, path: str, contents: Contents) -> Iterator[Problem]:
    """Yield every claim of a card's prose that the data contradict, at its place."""
    for number, line in _prose(card.split("\n")):
        for claim, found in _faults(line, contents):
            column = claim.start() + 1
            yield problem("card", path, f"it says {claim[0]!r}; {found}", line=number, column=column, fix=_FIX)


def _prose(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that people write: not the head, what stands between markers, or code."""
    start = next((row for row, line in enumerate(lines) if row and line == "---"), 0)
    hidden = ""
    for number, line in enumerate(lines[start + 1 :], start + 2):
        if hidden:
            hidden = "" if line.startswith(hidden) else hidden
        elif line.startswith("<!-- begin "):
            hidden = "<!-- end "
        elif line.startswith("```"):
            hidden = "```"
        else:
            yield number, line


def _faults(line: str, contents: Contents) -> Iterator[tuple[re.Match[str], str]]:
    """The claims of a line that are wrong, each with what the data say."""
    for sentence in _SENTENCE.finditer(line):
        if _OF_THE_WHOLE.search(sentence[0]):
            yield from _wrong_sizes(_COUNTED.finditer(line, *sentence.span()), contents)
    for pattern, contradiction in _CLAIMS:
        said = pattern.search(line)
        if said and (found := contradiction(contents)):
            yield said, found


def _wrong_sizes(claims: Iterable[re.Match[str]], contents: Contents) -> Iterator[tuple[re.Match[str], str]]:
    for claim in claims:
        kind = _KIND.get(claim["noun"], "words")
        if claim["number"] in _ONE and kind != "documents":
            continue  # "a mention of the dataset is one word"
        size = sum(contents.counts(kind).values())
        if _number(claim["number"]) != size:
            yield claim, f"there are {size:,} {kind}"


def _number(word: str) -> int:
    if word in _ONE:
        return 1
    return _NUMBERS.index(word) if word in _NUMBERS else int(word.replace(",", ""))  # the pattern admits ASCII digits
