"""The inside of CoNLL-U values: FEATS, MISC and comment lines, read and changed in one place.

Nothing else in this package splits or joins them. Every function takes and returns text as it stands in the file;
``_`` is an empty FEATS or MISC.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

EMPTY = "_"

# The comments of this project in the order in which the annotation tools write them, so that their diffs are clean.
COMMENT_ORDER = ("newdoc id", "newpar id", "sent_id", "text", "translit", "text_en", "annotation")

_FEATURE = re.compile(r"[A-Z][A-Za-z0-9]*(?:\[[a-z0-9]+\])?=[A-Z0-9][A-Za-z0-9]*(?:,[A-Z0-9][A-Za-z0-9]*)*")
_ESCAPE = re.compile(r"\\(s|t|n|r|p|\\|u[0-9a-fA-F]{4})")
_MEANING = {"s": " ", "t": "\t", "n": "\n", "r": "\r", "p": "|", "\\": "\\"}
_LINE_END = re.compile(r"[\n\r]")
_SPACES = re.compile(r"(?:^|\|)SpacesAfter=([^|]*)")
_NO_SPACE = "SpaceAfter=No"
_NO_SPACE_TYPO = "NoSpaceAfter=Yes"
# Keys of MISC that UD documents; each stands once. Other keys may stand several times.
_UNIQUE_KEYS = frozenset(("SpaceAfter", "Lang", "Translit", "LTranslit", "Gloss", "LId", "LDeriv", "Ref"))


# FEATS


def feature_items(feats: str) -> tuple[str, ...]:
    """Return the ``Name=Value`` items of FEATS, as they stand."""
    return () if feats == EMPTY else tuple(feats.split("|"))


def features(feats: str) -> dict[str, str]:
    """Return FEATS by name; several values of one feature stay one text (``Acc,Nom``)."""
    return {name: value for name, _, value in (item.partition("=") for item in feature_items(feats))}


def feats_of(values: Mapping[str, str]) -> str:
    """Return FEATS of features by name, sorted as UD asks: by name, case ignored."""
    return "|".join(f"{name}={values[name]}" for name in sorted(values, key=str.lower)) or EMPTY


def ordered_feats(feats: str) -> str:
    """Return FEATS with names and lists of values sorted; as they are when they are not of the form Name=Value."""
    items = feature_items(feats)
    if not all(map(_FEATURE.fullmatch, items)):
        return feats
    values = {name: ",".join(sorted(value.split(","), key=str.lower)) for name, value in features(feats).items()}
    return feats_of(values) if len(values) == len(items) else feats


def single_values(feature: str) -> tuple[str, ...]:
    """Split ``Case=Acc,Dat`` into ``Case=Acc`` and ``Case=Dat``."""
    name, _, values = feature.partition("=")
    return tuple(f"{name}={value}" for value in values.split(","))


@lru_cache(maxsize=65_536)
def feats_fault(feats: str) -> str:
    """Say what is wrong with FEATS; empty when names and lists of values are well-formed, unique and sorted."""
    items = feature_items(feats)
    for item in items:
        if not _FEATURE.fullmatch(item):
            return f"{item!r} is not Name=Value"
    names = [_key(item) for item in items]
    if len(set(names)) < len(names):
        return f"a feature stands twice in {feats}"
    if names != sorted(names):
        return f"not sorted; sorted it is {'|'.join(sorted(items, key=_key))}"
    return next(filter(None, map(_value_list_fault, items)), "")


def _value_list_fault(item: str) -> str:
    name, _, values = item.partition("=")
    found = values.split(",")
    if len(set(found)) < len(found):
        return f"a value stands twice in {item}"
    if found != sorted(found, key=str.lower):
        return f"the values of {item} are not sorted; sorted it is {name}={','.join(sorted(found, key=str.lower))}"
    return ""


# MISC


def misc_items(misc: str) -> tuple[str, ...]:
    """Return the items of MISC, as they stand: ``Key=Value``, or whatever else another tool wrote there."""
    return () if misc == EMPTY else tuple(misc.split("|"))


def misc_value(misc: str, key: str) -> str | None:
    """Return the value of the first ``key=…``, escapes as they stand; None when the key is absent."""
    prefix = f"{key}="
    return next((item.removeprefix(prefix) for item in misc_items(misc) if item.startswith(prefix)), None)


def with_misc(misc: str, key: str, value: str | None) -> str:
    """Return MISC with one pair set, at its place in the alphabet, or removed (None); other items are left alone."""
    items = misc_items(misc)
    kept = [item for item in items if not item.startswith(f"{key}=")]
    if value is not None:
        index = next((index for index, item in enumerate(kept) if _key(item) > key.lower()), len(kept))
        kept.insert(index, f"{key}={value}")
    return "|".join(kept) or EMPTY


def ordered_misc(misc: str) -> str:
    """Return MISC with its items sorted by key, case ignored."""
    return "|".join(sorted(misc_items(misc), key=_key)) or EMPTY


@lru_cache(maxsize=65_536)
def misc_fault(misc: str) -> str:
    """Say what keeps MISC from this project's form: unique ``Key=Value`` pairs sorted by key, case ignored."""
    items = misc_items(misc)
    keys = [item.partition("=")[0] for item in items]
    twice = _repeated(keys)
    for item, key in zip(items, keys, strict=True):
        if not key or not item.removeprefix(f"{key}="):
            return f"{item!r} is not Key=Value"
        if key == twice:
            return f"{key} stands twice"
    if keys != sorted(keys, key=str.lower):
        return f"not sorted; sorted it is {'|'.join(sorted(items, key=_key))}"
    return ""


def _repeated(keys: Sequence[str]) -> str:
    """The first key that stands more than once; empty when there is none."""
    return next((key for key, times in Counter(keys).items() if times > 1), "")


def escape(value: str) -> str:
    r"""Return a text as a value of MISC: ``|`` as ``\p`` and ``\`` as ``\\``, as UDPipe writes them."""
    return value.replace("\\", "\\\\").replace("|", "\\p")


def unescape(value: str) -> str:
    r"""Return the text of a value of MISC: ``\s`` is a space, ``\p`` a bar; ``\t \n \r \\ \uXXXX`` are as in Python."""
    return _ESCAPE.sub(lambda match: _MEANING.get(match[1]) or chr(int(match[1][1:], 16)), value)


@lru_cache(maxsize=65_536)
def documented_misc_fault(misc: str) -> str:
    """Say what is wrong with the keys of MISC that UD documents: SpaceAfter says No, and each stands once."""
    items = misc_items(misc)
    if _NO_SPACE_TYPO in items:
        return f"{_NO_SPACE_TYPO}; write {_NO_SPACE}"
    keys = [key for item in items if (key := item.partition("=")[0]) in _UNIQUE_KEYS and key != item]
    if twice := _repeated(keys):
        return f"{twice} stands twice"
    wrong = next((item for item in items if item.startswith("SpaceAfter=") and item != _NO_SPACE), "")
    return f"{wrong}: only {_NO_SPACE} exists" if wrong else ""


def has_space_after(misc: str) -> bool:
    """Whether white space follows the token: the rule unless MISC says SpaceAfter=No."""
    return _NO_SPACE not in misc or _NO_SPACE not in misc_items(misc)


def space_after(misc: str) -> str:
    """Return the white space after a token: one space unless SpaceAfter or SpacesAfter (UDPipe) says otherwise.

    White space with a line end is one space too: ``# text`` is one line, and UDPipe writes it so.
    """
    if not has_space_after(misc):
        return ""
    spelled = _SPACES.search(misc) if "SpacesAfter=" in misc else None
    space = unescape(spelled[1]) if spelled else " "
    return space if space.isspace() and not _LINE_END.search(space) else " "


def with_space_after(misc: str, space: str) -> str:
    """Return MISC that says which white space follows the token; one space is the rule and needs no item."""
    misc = with_misc(misc, "SpaceAfter", None if space else "No")
    spelled = None if space in ("", " ") else "".join(map(_escaped_space, space))
    return with_misc(misc, "SpacesAfter", spelled)


def _escaped_space(character: str) -> str:
    return {" ": r"\s", "\t": r"\t"}.get(character) or f"\\u{ord(character):04x}"


def _key(item: str) -> str:
    """The part by which items are sorted: the name before ``=``, case ignored."""
    return item.partition("=")[0].lower()


# Comments


def comment_line(key: str, value: str) -> str:
    """Return ``# key = value``."""
    return f"# {key} = {value}"


def split_comment(line: str) -> tuple[str, str]:
    """Split a comment line into key and value; two empty strings when it is not ``# key = value``."""
    key, _, value = line[2:].partition(" = ")
    clean = key and value and not any(side[end].isspace() for side in (key, value) for end in (0, -1))
    return (key, value) if clean and line.startswith("# ") and "\t" not in key else ("", "")


def comment_rows(comments: Sequence[str], key: str) -> Iterator[int]:
    """Yield the indices of the comments ``# key = …``."""
    prefix = comment_line(key, "")
    return (row for row, line in enumerate(comments) if line.startswith(prefix))


def comment_value(comments: Sequence[str], key: str) -> str | None:
    """Return the value of the first comment ``# key = value``, or None."""
    row = next(comment_rows(comments, key), None)
    return None if row is None else comments[row].removeprefix(comment_line(key, ""))


def with_comment(comments: Sequence[str], key: str, value: str | None) -> tuple[str, ...]:
    """Return the comments with one key set, where it stands or else at its place in the order; None removes it."""
    rows = tuple(comment_rows(comments, key))
    kept = [line for row, line in enumerate(comments) if row not in rows]
    if value is None:
        return tuple(kept)
    later = (row for row, line in enumerate(kept) if comment_rank(split_comment(line)[0]) > comment_rank(key))
    index = rows[0] if rows else next(later, len(kept))
    return (*kept[:index], comment_line(key, value), *kept[index:])


def ordered_comments(comments: Sequence[str]) -> tuple[str, ...]:
    """Return the comments in their order: those of the whole file (``# global.…``) first, unknown keys last."""
    return tuple(sorted(comments, key=_line_rank))


def _line_rank(line: str) -> int:
    if line.startswith("# global."):
        return -1
    key = f"{line[2:]} id" if line in ("# newdoc", "# newpar") else split_comment(line)[0]
    return comment_rank(key)


def comment_rank(key: str) -> int:
    """The place of a key in the order of comments; keys without a place of their own come last."""
    return COMMENT_ORDER.index(key) if key in COMMENT_ORDER else len(COMMENT_ORDER)
