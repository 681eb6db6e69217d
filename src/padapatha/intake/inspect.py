"""The checks of a text before it is taken in: small generators that yield problems. `TEXT_CHECKS` is the list."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

import regex

from padapatha.intake.clean import CLEAN_FIXES
from padapatha.intake.layout import layout_of
from padapatha.languages import Language
from padapatha.limits import MAX_SENTENCES, limit_fault
from padapatha.model import Document
from padapatha.problems import Problem, problem
from padapatha.rules.characters import at_offset, raw_text_problems
from padapatha.stages import segment, tokenise
from padapatha.text import around

MIN_SCRIPT_SHARE = 0.6  # of the letters; quotations and names in Latin letters stay well below the rest
MIN_MIXED_SHARE = 0.25  # of the letters, when the others are Latin: messages are written half in each script
MIN_ITEMS = 2  # one line that begins with a number or a dash may be speech, or a date
MAX_PARAGRAPH = 1_000_000  # code points without a line end: no paragraph of prose is that long

_LETTERS = regex.compile(r"[\p{L}\p{M}]")
_MARKUP = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
# UTF-8 that was read as Latin-1 or Windows-1252: the lead byte of Devanagari, then its second byte
_MOJIBAKE = re.compile("à[\u00a4\u00a5]|Ã[\u00a0-\u00bf]|â€")
_LEGACY = re.compile(r"[A-Za-z][\[\]{};'`~^+=%$#@|\\]|[\[\]{};'`~^+=%$#@|\\][A-Za-z]")
_WORD = regex.compile(r"[\p{L}\p{M}\u200c\u200d]+")
_PERSONAL = (
    ("an e-mail address", re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}\.[A-Za-z]{2,24}")),
    ("an identity number", re.compile(r"(?<![0-9०-९])[2-9२-९][0-9०-९]{3}[ -]?[0-9०-९]{4}[ -]?[0-9०-९]{4}(?![0-9०-९])")),
    ("a telephone number", re.compile(r"(?<![0-9०-९])(?:\+91[ -]?|0)?[6-9६-९][0-9०-९]{4}[ -]?[0-9०-९]{5}(?![0-9०-९])")),
)
_SPACES = re.compile(r"  +")

TextCheck = Callable[[str, Language, str], Iterator[Problem]]


def inspect(text: str, language: Language, path: str) -> tuple[Problem, ...]:
    """Look at a text before it is written into ``seeds/``; errors keep it out, warnings do not."""
    if not text or text.isspace():
        return (problem("empty", path, "it holds no text"),)
    return tuple(each for check in TEXT_CHECKS for each in check(text, language, path))


def limit_problems(text: str, language: Language, path: str) -> Iterator[Problem]:
    """Cut the text as `build` will, and yield every sentence that CoNLL-U could not hold."""
    cut = tokenise(segment(Document("text", text, language.code)))
    if len(cut.sentences) > MAX_SENTENCES:
        yield problem("limit", path, f"{len(cut.sentences):,} sentences; at most {MAX_SENTENCES:,}")
    for sentence in cut.sentences:
        if fault := limit_fault(sentence):
            yield at_offset("limit", path, f"{fault}: {around(sentence.text, 0)}", text, sentence.start)


def _characters(text: str, _language: Language, path: str) -> Iterator[Problem]:
    return raw_text_problems(text, path, CLEAN_FIXES, "give --clean, which writes NFC")


def _damage(text: str, _language: Language, path: str) -> Iterator[Problem]:
    match = _MOJIBAKE.search(text)
    if match:
        shown = f"UTF-8 that was read as Latin-1: {around(text, match.start())}"
        yield at_offset("damaged", path, shown, text, match.start())
    match = _MARKUP.search(text)
    if match:
        yield at_offset("markup", path, f"{match[0]!r}", text, match.start())


def _script(text: str, language: Language, path: str) -> Iterator[Problem]:
    """Letters must be those of the language; ASCII full of punctuation inside words was typed for a legacy font."""
    letters = Counter(_script_of(letter, language) for letter in _LETTERS.findall(text))
    total = sum(letters.values())
    share = letters[language.name] / total if total else 0.0
    if share >= MIN_SCRIPT_SHARE:
        return
    shares = ", ".join(f"{count / total:.0%} {script}" for script, count in letters.most_common(3)) or "no letters"
    others = total - letters["LATIN"]
    if share >= MIN_MIXED_SHARE and letters[language.name] >= MIN_SCRIPT_SHARE * others:
        yield problem("mixed-script", path, shares)
    elif letters["LATIN"] == total and len(_LEGACY.findall(text)) * 20 > len(text.split(" ")):
        yield problem("legacy-font", path, f"{shares}, with signs inside words")
    else:
        yield problem(
            "script", path, f"{shares}; at least {MIN_SCRIPT_SHARE:.0%} must be of the script of {language.name}"
        )


def _script_of(letter: str, language: Language) -> str:
    return language.name if language.writes(letter) else unicodedata.name(letter, "UNKNOWN").partition(" ")[0]


def _mixed_words(text: str, language: Language, path: str) -> Iterator[Problem]:
    """Words with letters of the language and Latin ones (ATMों) are warned of; one with any other script is an error."""
    latin: list[tuple[int, str]] = []
    for match in _WORD.finditer(text):
        scripts = {_script_of(letter, language) for letter in match[0] if _LETTERS.match(letter)}
        others = scripts - {language.name, "COMBINING", "VEDIC"}
        if language.name not in scripts or not others:
            continue
        if others == {"LATIN"}:
            latin.append((match.start(), match[0]))
            continue
        yield at_offset("script", path, f"a word of two scripts: {match[0]!r}", text, match.start())
        return
    if latin:
        offset, first = latin[0]
        yield at_offset("mixed-script", path, f"{len(latin):,} words of two scripts, the first {first!r}", text, offset)


def _prose(text: str, language: Language, path: str) -> Iterator[Problem]:
    if not any(mark in text for mark in language.final_marks + language.asking_marks):
        yield problem("no-sentence-end", path, f"none of {' '.join(language.final_marks + language.asking_marks)}")
    longest = max(map(len, text.split("\n")))
    if longest > MAX_PARAGRAPH:
        yield problem("limit", path, f"a line of {longest:,} characters; at most {MAX_PARAGRAPH:,}")
    if not text.endswith("\n"):
        yield problem("final-newline", path, "the last line has no line end")
    match = _SPACES.search(text)
    if match:
        shown = f"{len(_SPACES.findall(text))} runs of spaces, the first here"
        yield at_offset("spaces", path, shown, text, match.start())


def _layout(text: str, language: Language, path: str) -> Iterator[Problem]:
    """Every line is a paragraph: lines that a program has wrapped, headings and list items become sentences."""
    found = layout_of(text, language)
    kinds = (
        ("hard-wrap", found.wrapped, 1, "ends of lines where there was no room for the next word"),
        ("layout", found.headings, 1, "lines that end no sentence, as headings do"),
        ("layout", found.items, MIN_ITEMS, "list items"),
    )
    for slug, lines, least, what in kinds:
        if len(lines) >= least:
            yield problem(slug, path, f"{what}: {len(lines):,}, the first here", line=lines[0] + 1, column=1)


def _personal(text: str, _language: Language, path: str) -> Iterator[Problem]:
    for what, pattern in _PERSONAL:
        match = pattern.search(text)
        if match:
            yield at_offset("personal-data", path, f"it looks like {what}", text, match.start())


TEXT_CHECKS: tuple[TextCheck, ...] = (_characters, _damage, _script, _mixed_words, _prose, _layout, _personal)
