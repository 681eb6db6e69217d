"""Every kind of problem that can be reported: its slug, what it means and how to fix it.

docs/problems.md is made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem."""

    slug: str
    area: str
    meaning: str
    fix: str
    severity: Severity = "error"


def _area(area: str, *rows: tuple[str, str, str], warnings: tuple[str, ...] = ()) -> dict[str, Kind]:
    """The kinds of one area, from rows of slug, meaning and fix; those named in ``warnings`` are no errors."""
    return {
        slug: Kind(slug, area, meaning, fix, "warning" if slug in warnings else "error") for slug, meaning, fix in rows
    }


_BYTES = _area(
    "bytes",
    ("encoding", "The file is not UTF-8.", "save the file as UTF-8"),
    ("bom", "A byte-order mark stands in the text.", "delete the three bytes EF BB BF; save as UTF-8 without BOM"),
    ("line-end", "A line ends with CR or CR LF.", "save with LF line ends"),
    ("limit", "The file, a line, a sentence or a form is over its limit.", "split it"),
    ("truncated", "The file ends in the middle of a sentence.", "get the whole file again"),
    ("lfs", "The file is a git-lfs pointer, not the data.", "run `git lfs pull`"),
    ("conflict", "An unresolved merge conflict is in the file.", "resolve the merge"),
    ("empty", "The file holds no sentence or no text.", "put the text in, or delete the file"),
)

_CHARACTERS = _area(
    "characters",
    ("line-separator", "A character that other programs take for a line end.", "replace it by a space"),
    ("control-char", "A control character.", "delete it"),
    ("bidi-control", "An invisible character that turns the direction of the text after it.", "delete it"),
    (
        "char-unknown",
        "A private-use, unassigned, replacement or invisible character.",
        "restore the character that was meant",
    ),
    ("joiner", "A joiner (U+200C, U+200D) that joins nothing: it belongs behind a virama.", "delete it"),
    ("not-nfc", "The text is not in Unicode normal form C.", "normalise to NFC before anything else"),
    (
        "grapheme-split",
        "A form or span begins with a sign that belongs to the letter before it.",
        "move the boundary before the letter",
    ),
    (
        "stray-sign",
        "A vowel sign, nukta or virama without a letter before it.",
        "type the letter that is missing, or delete the space before the sign",
    ),
    ("look-alike", "A character that looks like another one that is meant.", "type the one that is meant"),
    warnings=("joiner", "stray-sign", "look-alike"),
)

_LINES = _area(
    "lines",
    ("columns", "A token line does not hold ten tab-separated columns.", "10 columns, separated by single tabs"),
    ("column-empty", "A column holds nothing.", "write _"),
    (
        "column-space",
        "A column begins or ends with white space, or holds two spaces in a row.",
        "delete the white space",
    ),
    (
        "blank-line",
        "Sentences are not separated by exactly one empty line.",
        "one empty line after every sentence, none elsewhere",
    ),
    (
        "comment-place",
        "A comment stands between words, after a sentence or without one.",
        "move it before the first word",
    ),
    ("plus", "The file is CoNLL-U Plus: it declares other columns.", "not supported here; convert it to CoNLL-U"),
)

_NODES = _area(
    "nodes",
    ("id-form", "An ID is not a number, range or decimal.", "ASCII digits without leading zero, at most 6"),
    ("id-sequence", "IDs do not run 1, 2, 3 …", "number the words from 1 without gaps"),
    (
        "range",
        "A multiword range is empty, overlaps another, or does not stand before its first word.",
        "write start-end, start < end, on the line before word start",
    ),
    (
        "empty-node",
        "An empty node is out of order or has HEAD or DEPREL.",
        "number them n.1, n.2 after word n; HEAD and DEPREL are _",
    ),
    ("head", "A HEAD is no word of the sentence.", "0 or the ID of a word"),
    ("head-cycle", "Following the heads from a word leads back to it.", "give one of the words another head"),
    (
        "root",
        "The tree has no root, several, or a root that is not labelled root.",
        "exactly one word with HEAD 0, and only it, has DEPREL root",
    ),
    ("tag", "A line of an entity file has no tag.", "write `word TAB tag`, O where there is no entity"),
    ("upos", "UPOS is none of the 17.", "one of the 17 universal tags"),
    ("xpos", "XPOS does not go with UPOS in this language.", "see docs/guidelines/treebank.md"),
    ("deprel", "DEPREL is not a relation of this language.", "see docs/guidelines/treebank.md"),
    (
        "aux",
        "An AUX or cop has a lemma that is no auxiliary of this language.",
        "VERB, or one of the auxiliaries of docs/guidelines/treebank.md",
    ),
    (
        "feats",
        "FEATS are not sorted, repeated or not of the form Name=Value.",
        "sort by name without regard to case, one of each",
    ),
    ("deps", "DEPS are not sorted, repeated, or point to no node.", "sort by head, one of each"),
    (
        "misc",
        "MISC holds a key twice, a bare flag, or a wrong SpaceAfter.",
        "unique Key=Value pairs, sorted; SpaceAfter=No or nothing",
    ),
    ("form-underscore", "The form is _ but the lemma is not: is the form missing?", "write the form"),
    warnings=("form-underscore",),
)

_SENTENCES = _area(
    "sentences",
    (
        "text",
        "`# text` is missing, twice, or has white space at an end.",
        "one line `# text = …` with the sentence as written",
    ),
    (
        "text-mismatch",
        "`# text` is not what the forms and SpaceAfter give.",
        "correct the form, the SpaceAfter or the text",
    ),
    ("sent-id", "sent_id is missing, repeated or not of the pattern.", "one unique `# sent_id = <document>-s<number>`"),
    (
        "newdoc",
        "`# newdoc id` is missing, repeated, misplaced or not the file's name.",
        "one `# newdoc id = <document>` as the first line",
    ),
    (
        "newpar",
        "`# newpar id` is missing, repeated or not of the pattern.",
        "`# newpar id = <document>-p<number>`, numbered from 1",
    ),
    (
        "comment-key",
        "A comment key stands twice, is nearly a known key, or the line is not `# key = value`.",
        "`# key = value`, each key once",
    ),
    (
        "comment-order",
        "Comments are not in the canonical order.",
        "newdoc id, newpar id, sent_id, text, translit, text_en, annotation, others",
    ),
    (
        "comment-json",
        "A comment holds a huge or broken JSON value, which some tools parse.",
        "keep structured data in a layer file",
    ),
    ("unconfirmed", "A sentence is only partly annotated.", "fill the column for every word, or for none"),
)

_DOCUMENTS = _area(
    "documents",
    ("unsigned", "A sentence in annotations/treebank is not signed by the person who confirmed it.", "sign it"),
    ("guideline", "An annotation names a guideline that does not exist.", "name the version in docs/guidelines"),
    ("document", "Two documents in one file, or one document in two.", "one document a file"),
    (
        "file-name",
        "The file's name is not a document id, or not the one inside.",
        "<document id> and the ending, lower case",
    ),
    ("file-kind", "Not a regular file: a link, a folder, a device, an archive.", "put the plain file itself here"),
    ("stray", "A file that does not belong in this folder.", "move or delete it"),
    ("missing", "A file that must be here is not.", "restore it from version control, or build again"),
    (
        "hand-edit",
        "A built file was changed by hand, or the build is not of these inputs.",
        "put the decision in annotations/ and run `padapatha build`",
    ),
    ("reference", "An id points to something that does not exist.", "correct the id"),
    (
        "stale",
        "An annotation was made on another version of the text.",
        "move it to the new text by hand; nothing is guessed",
    ),
    (
        "span",
        "A span's offsets and its text do not agree, or it lies outside the text.",
        "offsets are code points from 0, end exclusive",
    ),
    ("nesting", "Two spans cross, or one crosses the end of its sentence.", "one inside the other, or apart"),
    ("token-split", "A span begins or ends inside a token.", "spans are of whole tokens"),
    ("id-twice", "An id stands twice.", "number the items anew"),
    ("date", "A date is not of the form YYYY-MM-DD, or has not come yet.", "the day of the last change"),
    ("complete", "A layer says that it is complete and leaves something out.", "complete it, or say false"),
)

_JSON = _area(
    "json",
    ("json", "Not JSON, or JSON that no two programs read alike.", "write plain JSON"),
    ("json-key", "A key stands twice in one object.", "keep one"),
    ("schema", "The file is not of the form its schema asks for.", "see the schema named"),
    (
        "canonical",
        "The file is well-formed but not in canonical form.",
        "keys in the order of the schema, items sorted, an indent of two spaces, a line end at the end",
    ),
)

_SEEDS = _area(
    "seeds",
    (
        "id",
        "Not a document id.",
        "lower-case Latin letters, digits, - and _; begins with a letter or digit; at most 40; no reserved name",
    ),
    ("id-taken", "A document of this id, or one alike, exists already.", "choose another id"),
    (
        "legacy-font",
        "The text is typed for a legacy font: Latin letters that only look Hindi in that font.",
        "convert it to Unicode first",
    ),
    (
        "script",
        "Too little of the text is in the script of its language, or a word mixes scripts.",
        "check the language; take in only text of it",
    ),
    ("damaged", "The text was damaged before it came here (U+FFFD or mojibake).", "get the text again from its source"),
    ("markup", "HTML tags or entities are left in the text.", "extract the plain text first"),
    ("archive", "An archive or office file, not text.", "unpack it and export plain text"),
    ("no-sentence-end", "The text holds no mark that ends a sentence.", "check that it is prose"),
    ("duplicate-text", "The text is that of another seed.", "keep one"),
    (
        "personal-data",
        "Something that looks like a telephone number, identity number or e-mail address.",
        "check whether it may be published",
    ),
    ("final-newline", "The text does not end with a line end.", "nothing need be done: it is kept as it came"),
    ("spaces", "Runs of spaces.", "nothing need be done: they are kept"),
    ("licence", "No licence, or one that is not known here.", "one of the licences of schema/seed.schema.json"),
    ("sha256", "The text is not the one that was taken in.", "restore the text; a new version is a new document"),
    ("language", "No such language is installed.", "one of the languages of padapatha.languages"),
    warnings=("no-sentence-end", "personal-data", "final-newline", "spaces"),
)

_PACKAGE = _area(
    "package",
    ("card", "The dataset card does not fit the data.", "run `padapatha pack` again, or correct DATASET_CARD.md"),
    ("checksum", "A released file is not the one that was packed.", "run `padapatha pack` again"),
    ("ud", "The official UD validator has found something.", "see the message; docs/guidelines/treebank.md"),
    ("ud-warning", "The official UD validator warns.", "see the message; docs/guidelines/treebank.md"),
    warnings=("ud-warning",),
)

_MACHINE = _area(
    "machine",
    ("usage", "The command does not fit.", "see --help"),
    ("no-project", "This folder is no Padapatha project.", "go into one, or give --root"),
    ("outside", "A path leads out of its folder.", "give a path inside"),
    ("locked", "Another run is at work here.", "wait for it to end"),
    ("machine", "The machine refused: disk, rights, network.", "see the message"),
    (
        "model",
        "There is no model for the annotator here, or none that it can run.",
        "name a model folder with --model DIR or PADAPATHA_MODEL (docs/annotator.md)",
    ),
    ("extra", "An optional part is not installed.", "install it as the message says"),
    ("bug", "A fault of this program, not of your data.", "please report it with the file named"),
)

KINDS: dict[str, Kind] = {
    **_BYTES,
    **_CHARACTERS,
    **_LINES,
    **_NODES,
    **_SENTENCES,
    **_DOCUMENTS,
    **_JSON,
    **_SEEDS,
    **_PACKAGE,
    **_MACHINE,
}
