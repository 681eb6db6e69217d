"""Every kind of problem that can be reported: its slug, what is wrong and how to fix it.

docs/problems.md is generated from this table by scripts/write_docs.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: ``meaning`` is a full sentence, ``fix`` an instruction without a full stop."""

    slug: str
    area: str
    meaning: str
    fix: str
    severity: Severity = "error"


def _area(area: str, *rows: tuple[str, str, str], warnings: tuple[str, ...] = ()) -> dict[str, Kind]:
    """Return the kinds of one area by slug, from rows of slug, meaning and fix; ``warnings`` names the warnings."""
    return {
        slug: Kind(slug, area, meaning, fix, "warning" if slug in warnings else "error") for slug, meaning, fix in rows
    }


# One row of one or two lines for each kind: slug, meaning, fix
# fmt: off

_BYTES = _area(
    "bytes",
    ("encoding", "The file is not valid UTF-8.", "save the file as UTF-8"),
    ("bom", "The text contains a byte-order mark (U+FEFF).",
     "delete the three bytes EF BB BF and save the file as UTF-8 without a byte-order mark"),
    ("line-end", "A line ends with CR or CR LF.", "save the file with LF line ends"),
    ("limit", "A file, a line, a sentence or a word is larger than the limit allows.", "split it into smaller parts"),
    ("truncated", "The file ends in the middle of a sentence.", "get the complete file again"),
    ("lfs", "The file is a git-lfs pointer and does not contain the data.", "run `git lfs pull`"),
    ("conflict", "The file contains an unresolved merge conflict.", "resolve the merge conflict"),
    ("empty", "The file contains no sentence or no text.", "add the text, or delete the file"),
)

_CHARACTERS = _area(
    "characters",
    ("line-separator", "The text contains a character that other programs treat as a line end.",
     "replace the character by a space"),
    ("control-char", "The text contains a control character.", "delete the character"),
    ("bidi-control", "The text contains an invisible character that changes the direction of the text after it.",
     "delete the character"),
    ("char-unknown", "The text contains a private-use, unassigned, replacement or invisible character.",
     "replace it by the intended character, or delete it"),
    ("joiner", "A joiner (U+200C or U+200D) does not follow a virama and is not inside an emoji.", "delete the joiner"),
    ("not-nfc", "The text is not in Unicode normalization form C (NFC).",
     "normalise the text to NFC before you compute any offset"),
    ("grapheme-split", "A boundary of a word or span is inside a grapheme: between a letter and its signs.",
     "move the boundary so that the letter keeps its signs"),
    ("stray-sign", "A vowel sign, nukta or virama has no letter before it.",
     "add the missing letter, or delete the space before the sign"),
    ("look-alike", "A character looks like another character that is probably intended.",
     "replace it by the intended character"),
    warnings=("joiner", "stray-sign", "look-alike"),
)

_LINES = _area(
    "lines",
    ("columns", "A token line does not have ten tab-separated columns.", "write 10 columns, separated by single tabs"),
    ("column-empty", "A column is empty.", "write _ in the column"),
    ("column-space", "A column has white space at an end or two spaces in a row, or a word contains white space.",
     "delete the white space"),
    ("blank-line", "A sentence is not followed by exactly one empty line.",
     "write one empty line after every sentence and no other empty line"),
    ("comment-place", "A comment line is not before the first token line of a sentence.",
     "move the comment before the first token line of its sentence"),
    ("plus", "The file is CoNLL-U Plus: it declares columns other than the ten of CoNLL-U.",
     "convert the file to CoNLL-U; CoNLL-U Plus is not supported"),
)

_NODES = _area(
    "nodes",
    ("id-form", "An ID is not a word number (3), a range (3-4) or the decimal number of an empty node (3.1).",
     "write the ID in ASCII digits, without leading zeros, at most 6 digits per number"),
    ("id-sequence", "The word IDs are not 1, 2, 3 … without gaps.", "number the words from 1 without gaps"),
    ("range", "A multiword token has an invalid or overlapping range, a wrong place, or a value where _ is required.",
     "write start-end with start < end on the line before word start; fill only FORM, FEATS and MISC"),
    ("empty-node", "An empty node is out of order, or has a HEAD or a DEPREL.",
     "number empty nodes n.1, n.2 after word n; write _ in HEAD and DEPREL"),
    ("head", "A HEAD is not the ID of a word of the sentence, or is missing for some words only.",
     "write 0 or the ID of a word of the sentence"),
    ("head-cycle", "The heads form a cycle: following them from a word leads back to the same word.",
     "give one of the words in the cycle another head"),
    ("root", "The tree does not have exactly one root, or HEAD 0 and DEPREL root are not on the same word.",
     "give exactly one word HEAD 0, and give that word alone DEPREL root"),
    ("tag", "A line of a file with named-entity tags has no tag.",
     "write `word TAB tag`, with the tag O outside names"),
    ("upos", "The UPOS is not one of the 17 universal tags, or is not used in this language.",
     "use one of the 17 universal tags"),
    ("xpos", "This combination of XPOS and UPOS does not exist in this language.",
     "use an XPOS that docs/guidelines/treebank.md lists for the UPOS"),
    ("deprel", "The DEPREL is not a relation of this language.",
     "use one of the relations of docs/guidelines/treebank.md"),
    ("aux", "A word with UPOS AUX or DEPREL aux or cop has a lemma that is not an auxiliary.",
     "use UPOS VERB, or one of the auxiliary lemmas of docs/guidelines/treebank.md"),
    ("feats", "FEATS is not sorted, repeats a feature, or has an item that is not Name=Value.",
     "write Name=Value items sorted by name, ignoring case, each name once"),
    ("deps", "DEPS is not sorted, repeats an edge, is not head:relation, or names a node that does not exist.",
     "write head:relation edges sorted by head, each edge once"),
    ("misc", "MISC repeats a key, is not sorted, has an item that is not Key=Value, or misuses SpaceAfter or Entity.",
     "write unique Key=Value pairs sorted by key; write SpaceAfter=No or leave SpaceAfter out"),
    ("form-underscore", "The FORM is _ although the LEMMA is not, so the FORM may be missing.", "write the FORM"),
    warnings=("form-underscore",),
)

_SENTENCES = _area(
    "sentences",
    ("text", "The comment `# text` is missing, appears twice, is empty, or has white space at an end.",
     "write one line `# text = …` with the sentence as it is in the document"),
    ("text-mismatch", "`# text` differs from the text that FORM and SpaceAfter give.",
     "correct the FORM, the SpaceAfter or the `# text`"),
    ("sent-id", "The sent_id is missing, is repeated, is out of order, or does not match the pattern.",
     "write one unique `# sent_id = <document>-s<number>` for each sentence"),
    ("parallel-id", "The parallel_id is malformed, is repeated, or its alternatives or parts are not numbered from 1.",
     "write one unique `# parallel_id = <corpus>/<sentence>`, with /alt1 … or /part1 … if there are several"),
    ("newdoc", "`# newdoc id` is missing, is repeated, is not the first line, or differs from the file name.",
     "write one `# newdoc id = <document>` as the first line"),
    ("newpar", "`# newpar id` is missing, is repeated, is out of order, or does not match the pattern.",
     "write `# newpar id = <document>-p<number>`, numbered from 1"),
    ("comment-key", "A comment repeats a key, has a misspelt known key, or is not of the form `# key = value`.",
     "write `# key = value`, each key once"),
    ("comment-order", "The comments are not in the canonical order.",
     "order the comments: newdoc id, newpar id, sent_id, text, translit, text_en, annotation, then all others"),
    ("comment-json", "A comment contains JSON that some tools parse and that may make them fail.",
     "move the structured data into a layer file"),
    ("unconfirmed", "A column is filled for only some of the words, or nobody is named as the source of its values.",
     "fill the column for every word, or for none"),
)

_DOCUMENTS = _area(
    "documents",
    ("document", "A file contains two documents, or a document is listed twice.",
     "keep one document per file, and list it once"),
    ("file-name", "The file name is not a valid document id, or is not the id that the file states.",
     "name the file <document id> plus the file name extension, in lower case"),
    ("file-kind", "The path is not a regular file but, for example, a link, a folder or a device.",
     "replace it by a regular file"),
    ("emptied", "No seed is left of a built corpus, so the build would remove every document.",
     "restore seeds/, or run `padapatha build --prune` to empty the corpus"),
    ("stray", "The file does not belong in this folder.", "move the file, or delete it"),
    ("missing", "A required file is missing.", "restore the file from version control, or build again"),
    ("hand-edit", "A built file was edited by hand, or its inputs have changed since the build.",
     "put the change into annotations/ and run `padapatha build`"),
    ("reference", "An id refers to an item that does not exist, or a reference between items is not allowed.",
     "correct the id"),
    ("stale", "An annotation was made on another version of the text.",
     "move the annotation to the new text by hand; the program does not guess"),
    ("place", "A confirmed sentence fits several places, crosses the end of a paragraph, or overlaps another one.",
     "correct its sent_id or its text; if its text stands several times, confirm the sentence before or behind it too"),
    ("span", "The offsets of a span do not give its text, or the span is outside the text or its containing unit.",
     "count the offsets in code points from 0, with the end exclusive"),
    ("nesting", "Two spans cross or are equal, or a span crosses the end of its sentence.",
     "nest one span inside the other, or separate them"),
    ("token-split", "A span begins or ends inside a token.", "extend or shorten the span to whole tokens"),
    ("id-twice", "An id appears twice.", "give every item its own id"),
    ("date", "A date is not of the form YYYY-MM-DD, or is in the future.", "write the date of the last change"),
    ("complete", 'A layer has `"complete": true` but leaves something out.', "annotate the rest, or write false"),
    ("unsigned", "A sentence in annotations/treebank is not signed by the person who confirmed it.",
     "sign it with `padapatha confirm`, once a person has read it"),
    ("guideline", "An annotation names a guideline version that does not exist.",
     "write the version that docs/guidelines/README.md lists"),
)

_JSON = _area(
    "json",
    ("json", "The file is not valid JSON, or contains JSON that programs read differently.",
     "write valid JSON without NaN, Infinity, overlong numbers, NUL, lone surrogates or deep nesting"),
    ("json-key", "A key appears twice in one object.", "delete one of the two keys"),
    ("schema", "The file does not conform to its JSON Schema.", "see the schema that the message names"),
    ("canonical", "The file is valid but not in canonical form.",
     "order the keys as in the schema, sort the items, indent by two spaces, end with a line end"),
)

_SEEDS = _area(
    "seeds",
    ("id", "The name is not a valid document id.",
     "use 1-40 of a-z, 0-9, - and _; begin with a letter or digit; avoid reserved names such as con"),
    ("id-taken", "A document with this id exists already.",
     "choose another id with --id, or take the new version of the document with --replace"),
    ("legacy-font", "The text was typed for a legacy font: Latin letters that look like Hindi only in that font.",
     "convert the text to Unicode first"),
    ("metadata", "What is said of a text is missing, unknown, or has a value that it cannot have.",
     "see docs/intake.md for the fields and their values"),
    ("script", "Too few letters of the text are in the script of the language, or a word mixes it with another script.",
     "check the language code, and remove text in other languages"),
    ("mixed-script", "The text is largely in Latin letters, or a word has letters of the language and Latin ones.",
     "do nothing if it was written so; otherwise correct the letters"),
    ("damaged", "The text was damaged before intake: it contains U+FFFD or wrongly decoded UTF-8.",
     "get the text again from its source"),
    ("markup", "The text contains HTML tags or entities.",
     "extract the plain text first, for example with `pandoc -f html -t plain --wrap=none`"),
    ("archive", "The file is an archive, a PDF or an office file, not plain text.",
     "unpack the file, or export its plain text"),
    ("hard-wrap", "The lines of the text are wrapped at a fixed width, and every line would begin a new sentence.",
     "join the lines with `padapatha add --unwrap --replace`; look at the result with --dry-run first"),
    ("layout", "The text has headings or list items: lines that each become a sentence of their own.",
     "do nothing if they belong to the text; otherwise delete them before the text is taken in"),
    ("no-sentence-end", "The text contains no punctuation mark that ends a sentence.", "check that the text is prose"),
    ("duplicate-text", "The text is identical to that of another document, apart from white space.",
     "keep one of the two documents"),
    ("personal-data", "The text contains what looks like a telephone number, an identity number or an e-mail address.",
     "check whether it may be published"),
    ("final-newline", "The text does not end with a line end.", "do nothing; the text is kept as it was received"),
    ("spaces", "The text contains runs of spaces.", "do nothing; the spaces are kept"),
    ("licence", "The licence is missing or unknown.", "use one of the licences of schema/seed.schema.json"),
    ("sha256", "The text is not the one that was taken in: its SHA-256 differs.",
     "restore the text, or take the new version with `padapatha add --replace`"),
    ("language", "The language is not installed.", "use one of the languages of padapatha.languages"),
    warnings=(
        "mixed-script", "hard-wrap", "layout", "no-sentence-end", "personal-data", "final-newline", "spaces",
    ),
)

_PACKAGE = _area(
    "package",
    ("card", "The dataset card does not match the data.", "run `padapatha pack` again, or correct DATASET_CARD.md"),
    ("checksum", "A released file is not the file that was packed.", "run `padapatha pack` again"),
    ("ud", "The official UD validator or scorer reported an error.",
     "follow the message; see docs/guidelines/treebank.md"),
    ("ud-warning", "The official UD validator reported a warning.",
     "follow the message; see docs/guidelines/treebank.md"),
    warnings=("ud-warning",),
)

_TOOLS = _area(
    "annotation tools",
    ("tool-file", "The file is not of the form that the annotation tool writes.",
     "export it from the tool again, in the format that docs/tools.md names"),
    ("tool-label", "A label or a link is none that the export had, or does not fit what it is on.",
     "use the labels and links of the exported configuration"),
    ("collision", "An item has been changed here since the export, and in another way in the tool.",
     "decide: make one of the two like the other, in the tool or in annotations/, and import again"),
)

_MACHINE = _area(
    "machine",
    ("usage", "The command or its arguments are wrong.", "see --help"),
    ("no-project", "This folder is not inside a Padapatha project.",
     "change into a project folder, give --root, or start a project with `padapatha init`"),
    ("outside", "A path leads out of its folder.", "give a path inside the folder"),
    ("locked", "Another run is working on this project.", "wait until it ends"),
    ("machine", "The operating system refused an operation: disk, permissions or network.", "see the message"),
    ("model", "No model was found for the annotator, or the annotator cannot run it.",
     "name a model folder with --model DIR or PADAPATHA_MODEL (docs/annotator.md)"),
    ("extra", "An optional dependency is not installed.", "install it with the command in the message"),
    ("bug", "The program has a bug; your data are not the cause.",
     "report the bug, with the log file that the message names"),
)

# fmt: on

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
    **_TOOLS,
    **_MACHINE,
}
