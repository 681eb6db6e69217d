"""Every kind of problem that can be reported: its slug, what it means, how it is fixed.

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


_BYTES = (
    Kind("encoding", "bytes", "The file is not UTF-8.", "save the file as UTF-8"),
    Kind(
        "bom",
        "bytes",
        "A byte-order mark stands in the text.",
        "delete the three bytes EF BB BF; save as UTF-8 without BOM",
    ),
    Kind("line-end", "bytes", "A line ends with CR or CR LF.", "save with LF line ends"),
    Kind("limit", "bytes", "The file, a line, a sentence or a form is over its limit.", "split it"),
    Kind("truncated", "bytes", "The file ends in the middle of a sentence.", "get the whole file again"),
    Kind("lfs", "bytes", "The file is a git-lfs pointer, not the data.", "run `git lfs pull`"),
    Kind("conflict", "bytes", "An unresolved merge conflict is in the file.", "resolve the merge"),
    Kind("empty", "bytes", "The file holds no sentence or no text.", "put the text in, or delete the file"),
)

_CHARACTERS = (
    Kind(
        "line-separator", "characters", "A character that other programs take for a line end.", "replace it by a space"
    ),
    Kind("control-char", "characters", "A control character.", "delete it"),
    Kind(
        "bidi-control",
        "characters",
        "An invisible character that turns the direction of the text after it.",
        "delete it",
    ),
    Kind(
        "char-unknown",
        "characters",
        "A private-use, unassigned, replacement or invisible character.",
        "restore the character that was meant",
    ),
    Kind(
        "joiner",
        "characters",
        "A joiner (U+200C, U+200D) that joins nothing: it belongs between a virama and a letter.",
        "delete it",
    ),
    Kind("not-nfc", "characters", "The text is not in Unicode normal form C.", "normalise to NFC before anything else"),
    Kind(
        "grapheme-split",
        "characters",
        "A form or span begins with a sign that belongs to the letter before it.",
        "move the boundary before the letter",
    ),
    Kind(
        "look-alike",
        "characters",
        "A character that looks like another one that is meant.",
        "type the one that is meant",
        "warning",
    ),
)

_LINES = (
    Kind(
        "columns",
        "lines",
        "A token line does not hold ten tab-separated columns.",
        "10 columns, separated by single tabs",
    ),
    Kind("column-empty", "lines", "A column holds nothing.", "write _"),
    Kind(
        "column-space",
        "lines",
        "A column begins or ends with white space, or holds two spaces in a row.",
        "delete the white space",
    ),
    Kind(
        "blank-line",
        "lines",
        "Sentences are not separated by exactly one empty line.",
        "one empty line after every sentence, none elsewhere",
    ),
    Kind(
        "comment-place",
        "lines",
        "A comment stands between words, after a sentence or without one.",
        "move it before the first word",
    ),
    Kind(
        "plus",
        "lines",
        "The file is CoNLL-U Plus: it declares other columns.",
        "not supported here; convert it to CoNLL-U",
    ),
)

_NODES = (
    Kind(
        "id-form", "nodes", "An ID is not a number, range or decimal.", "ASCII digits without leading zero, at most 6"
    ),
    Kind("id-sequence", "nodes", "IDs do not run 1, 2, 3 …", "number the words from 1 without gaps"),
    Kind(
        "range",
        "nodes",
        "A multiword range is empty, overlaps another, or does not stand before its first word.",
        "write start-end, start < end, on the line before word start",
    ),
    Kind(
        "empty-node",
        "nodes",
        "An empty node is out of order or has HEAD or DEPREL.",
        "number them n.1, n.2 after word n; HEAD and DEPREL are _",
    ),
    Kind("head", "nodes", "A HEAD is no word of the sentence.", "0 or the ID of a word"),
    Kind(
        "head-cycle", "nodes", "Following the heads from a word leads back to it.", "give one of the words another head"
    ),
    Kind(
        "root",
        "nodes",
        "The tree has no root, several, or a root that is not labelled root.",
        "exactly one word with HEAD 0, and only it, has DEPREL root",
    ),
    Kind("tag", "nodes", "A line of an entity file has no tag.", "write `word TAB tag`, O where there is no entity"),
    Kind("upos", "nodes", "UPOS is none of the 17.", "one of the 17 universal tags"),
    Kind("xpos", "nodes", "XPOS does not go with UPOS in this language.", "see docs/guidelines/treebank.md"),
    Kind("deprel", "nodes", "DEPREL is not a relation of this language.", "see docs/guidelines/treebank.md"),
    Kind(
        "aux",
        "nodes",
        "An AUX or cop has a lemma that is no auxiliary of this language.",
        "VERB, or one of the auxiliaries of docs/guidelines/treebank.md",
    ),
    Kind(
        "feats",
        "nodes",
        "FEATS are not sorted, repeated or not of the form Name=Value.",
        "sort by name without regard to case, one of each",
    ),
    Kind("deps", "nodes", "DEPS are not sorted, repeated, or point to no node.", "sort by head, one of each"),
    Kind(
        "misc",
        "nodes",
        "MISC holds a key twice, a bare flag, or a wrong SpaceAfter.",
        "unique Key=Value pairs, sorted; SpaceAfter=No or nothing",
    ),
    Kind(
        "form-underscore",
        "nodes",
        "The form is _ but the lemma is not: is the form missing?",
        "write the form",
        "warning",
    ),
)

_SENTENCES = (
    Kind(
        "text",
        "sentences",
        "`# text` is missing, twice, or has white space at an end.",
        "one line `# text = …` with the sentence as written",
    ),
    Kind(
        "text-mismatch",
        "sentences",
        "`# text` is not what the forms and SpaceAfter give.",
        "correct the form, the SpaceAfter or the text",
    ),
    Kind(
        "sent-id",
        "sentences",
        "sent_id is missing, repeated or not of the pattern.",
        "one unique `# sent_id = <document>-s<number>`",
    ),
    Kind(
        "newdoc",
        "sentences",
        "`# newdoc id` is missing, repeated, misplaced or not the file's name.",
        "one `# newdoc id = <document>` as the first line",
    ),
    Kind(
        "newpar",
        "sentences",
        "`# newpar id` is missing, repeated or not of the pattern.",
        "`# newpar id = <document>-p<number>`, numbered from 1",
    ),
    Kind(
        "comment-key",
        "sentences",
        "A comment key stands twice, is nearly a known key, or the line is not `# key = value`.",
        "`# key = value`, each key once",
    ),
    Kind(
        "comment-order",
        "sentences",
        "Comments are not in the canonical order.",
        "newdoc id, newpar id, sent_id, text, translit, text_en, annotation, others",
    ),
    Kind(
        "comment-json",
        "sentences",
        "A comment holds a huge or broken JSON value, which some tools parse.",
        "keep structured data in a layer file",
    ),
    Kind(
        "unconfirmed",
        "sentences",
        "A sentence is only partly annotated.",
        "fill the column for every word, or for none",
    ),
)

_DOCUMENTS = (
    Kind("document", "documents", "Two documents in one file, or one document in two.", "one document a file"),
    Kind(
        "file-name",
        "documents",
        "The file's name is not a document id, or not the one inside.",
        "<document id> and the ending, lower case",
    ),
    Kind(
        "file-kind",
        "documents",
        "Not a regular file: a link, a folder, a device, an archive.",
        "put the plain file itself here",
    ),
    Kind("stray", "documents", "A file that does not belong in this folder.", "move or delete it"),
    Kind("missing", "documents", "A file that must be here is not.", "restore it from version control, or build again"),
    Kind(
        "hand-edit",
        "documents",
        "A built file was changed by hand, or the build is not of these inputs.",
        "put the decision in annotations/ and run `padapatha build`",
    ),
    Kind("reference", "documents", "An id points to something that does not exist.", "correct the id"),
    Kind(
        "stale",
        "documents",
        "An annotation was made on another version of the text.",
        "move it to the new text by hand; nothing is guessed",
    ),
    Kind(
        "span",
        "documents",
        "A span's offsets and its text do not agree, or it lies outside the text.",
        "offsets are code points from 0, end exclusive",
    ),
    Kind(
        "nesting",
        "documents",
        "Two spans cross, or one crosses the end of its sentence.",
        "one inside the other, or apart",
    ),
    Kind("token-split", "documents", "A span begins or ends inside a token.", "spans are of whole tokens"),
    Kind("id-twice", "documents", "An id stands twice.", "number the items anew"),
    Kind("date", "documents", "A date has not come yet.", "the day of the last change"),
    Kind(
        "complete",
        "documents",
        "A layer says that it is complete and leaves something out.",
        "complete it, or say false",
    ),
)

_JSON = (
    Kind("json", "json", "Not JSON, or JSON that no two programs read alike.", "write plain JSON"),
    Kind("json-key", "json", "A key stands twice in one object.", "keep one"),
    Kind("schema", "json", "The file is not of the form its schema asks for.", "see the schema named"),
    Kind(
        "canonical",
        "json",
        "The file is well-formed but not in canonical form.",
        "keys in the order of the schema, items sorted, an indent of two spaces, a line end at the end",
    ),
)

_SEEDS = (
    Kind(
        "id",
        "seeds",
        "Not a document id.",
        "lower-case Latin letters, digits, - and _; begins with a letter or digit; at most 40; no reserved name",
    ),
    Kind("id-taken", "seeds", "A document of this id, or one alike, exists already.", "choose another id"),
    Kind(
        "legacy-font",
        "seeds",
        "The text is typed for a legacy font: Latin letters that only look Hindi in that font.",
        "convert it to Unicode first",
    ),
    Kind(
        "script",
        "seeds",
        "Too little of the text is in the script of its language, or a word mixes scripts.",
        "check the language; take in only text of it",
    ),
    Kind(
        "damaged",
        "seeds",
        "The text was damaged before it came here (U+FFFD or mojibake).",
        "get the text again from its source",
    ),
    Kind("markup", "seeds", "HTML tags or entities are left in the text.", "extract the plain text first"),
    Kind("archive", "seeds", "An archive or office file, not text.", "unpack it and export plain text"),
    Kind(
        "no-sentence-end", "seeds", "The text holds no mark that ends a sentence.", "check that it is prose", "warning"
    ),
    Kind("duplicate-text", "seeds", "The text is that of another seed.", "keep one"),
    Kind(
        "personal-data",
        "seeds",
        "Something that looks like a telephone number, identity number or e-mail address.",
        "check whether it may be published",
        "warning",
    ),
    Kind(
        "final-newline",
        "seeds",
        "The text does not end with a line end.",
        "nothing need be done: it is kept as it came",
        "warning",
    ),
    Kind("spaces", "seeds", "Runs of spaces.", "nothing need be done: they are kept", "warning"),
    Kind(
        "licence",
        "seeds",
        "No licence, or one that is not known here.",
        "one of the licences of schema/seed.schema.json",
    ),
    Kind(
        "sha256",
        "seeds",
        "The text is not the one that was taken in.",
        "restore the text; a new version is a new document",
    ),
    Kind("language", "seeds", "No such language is installed.", "one of the languages of padapatha.languages"),
)

_PACKAGE = (
    Kind(
        "card",
        "package",
        "The dataset card does not fit the data.",
        "run `padapatha pack` again, or correct DATASET_CARD.md",
    ),
    Kind("checksum", "package", "A released file is not the one that was packed.", "run `padapatha pack` again"),
    Kind(
        "ud",
        "package",
        "The official UD validator has found something.",
        "see the message; docs/guidelines/treebank.md",
    ),
    Kind(
        "ud-warning",
        "package",
        "The official UD validator warns.",
        "see the message; docs/guidelines/treebank.md",
        "warning",
    ),
)

_MACHINE = (
    Kind("usage", "machine", "The command does not fit.", "see --help"),
    Kind("no-project", "machine", "This folder is no Padapatha project.", "go into one, or give --root"),
    Kind("outside", "machine", "A path leads out of its folder.", "give a path inside"),
    Kind("locked", "machine", "Another run is at work here.", "wait for it to end"),
    Kind("machine", "machine", "The machine refused: disk, rights, network.", "see the message"),
    Kind(
        "model",
        "machine",
        "There is no model for the annotator here, or none that it can run.",
        "name a model folder with --model DIR or PADAPATHA_MODEL (docs/annotator.md)",
    ),
    Kind("extra", "machine", "An optional part is not installed.", "install it as the message says"),
    Kind("bug", "machine", "A fault of this program, not of your data.", "please report it with the file named"),
)

_ALL = (*_BYTES, *_CHARACTERS, *_LINES, *_NODES, *_SENTENCES, *_DOCUMENTS, *_JSON, *_SEEDS, *_PACKAGE, *_MACHINE)
KINDS: dict[str, Kind] = {kind.slug: kind for kind in _ALL}
