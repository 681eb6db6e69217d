"""``corpus/``: the manifest and the built documents against each other, the seeds and the annotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from padapatha.built import filled_columns
from padapatha.conllu import Placed
from padapatha.files import sha256
from padapatha.metadata import DocumentEntry, ManifestEntry, SentenceEntry
from padapatha.problems import Problem, Refused, guarded, problem
from padapatha.reading import ConlluFile, Manifest, ProjectFiles, check_conllu, input_hashes, read_entry, read_manifest
from padapatha.reading.json_file import JsonFile, canonical_problems, string_problems
from padapatha.reading.seeds import read_description, seed_text
from padapatha.text import around, first_difference
from padapatha.validate.annotations import check_proposed_layer, language_of
from padapatha.validate.seeds import not_accepted

_BUILD = "run `padapatha build`"
_REMOVE = "move it away; what people decide stands in annotations/entities/"
_TOKENS_ONLY = frozenset(("FORM", "MISC"))


def manifest_of(files: ProjectFiles) -> Manifest | None:
    """The manifest, if it is there and of its form (see `check_manifest`)."""
    try:
        return read_manifest(files)
    except Refused:
        return None


def check_manifest(files: ProjectFiles) -> Iterator[Problem]:
    """Check the manifest itself: its form, and that it names every document and no other."""
    path = files.project.manifest
    if not path.exists():
        yield problem("missing", files.name(path), "the corpus has not been built", fix=_BUILD)
        return
    manifest = read_manifest(files)
    yield from canonical_problems(manifest.file, "manifest")
    named = [entry.document for entry in manifest.entries]
    for row, document in enumerate(named):
        pointer = ("documents", row, "document")
        if row and document == named[row - 1]:
            yield manifest.file.problem("document", pointer, f"{document!r} stands twice")
        elif row and document < named[row - 1]:
            yield manifest.file.problem("canonical", pointer, "the documents are not sorted")
        if not files.project.seed_text(document).exists():
            yield manifest.file.problem("hand-edit", pointer, f"there is no seed {document!r} any more", _BUILD)
    for document in sorted(frozenset(files.project.documents()) - frozenset(named)):
        yield problem("missing", f"corpus/{document}.conllu", "it has not been built", fix=_BUILD)


def check_built(files: ProjectFiles, manifest: Manifest | None, document: str) -> Iterator[Problem]:
    """Check that a document's files are the ones that were built, from the inputs that are here."""
    entry = manifest.entry_of(document) if manifest else None
    if manifest is None or entry is None:
        return
    paths = {files.name(path): path for path in files.project.built_files(document)}
    *needed, proposed = paths
    if not set(needed) <= entry.outputs.keys() <= paths.keys():
        found = f"the outputs of {document!r} are {' and '.join(needed)}, and {proposed} where it proposes a layer"
        yield manifest.problem("reference", document, "outputs", found, _BUILD)
        return
    for name, path in paths.items():
        if name not in entry.outputs:
            if path.exists():
                yield problem("stray", name, "no build wrote this: the manifest does not have it", fix=_REMOVE)
        elif not path.exists():
            yield problem("missing", name, "it was built and is not here any more", fix=_BUILD)
        elif sha256(files.read(path)) != entry.outputs[name]:
            found = "it is not what was built: its hash is another one than the manifest's"
            yield problem("hand-edit", name, found, line=1)
    yield from _inputs(files, manifest, entry)


def _inputs(files: ProjectFiles, manifest: Manifest, entry: ManifestEntry) -> Iterator[Problem]:
    now = input_hashes(files, entry.document)
    for name in sorted(now.keys() | entry.inputs.keys()):
        if now.get(name) != entry.inputs.get(name):
            what = "is new" if name not in entry.inputs else "is gone" if name not in now else "has changed"
            yield manifest.problem("hand-edit", entry.document, "inputs", f"{name} {what} since the build", _BUILD)


def check_document(files: ProjectFiles, manifest: Manifest | None, document: str) -> Iterator[Problem]:
    """Check one built document: its sentences, its JSON, and both against the manifest and the seed."""
    yield from guarded(lambda: check_built(files, manifest, document))
    conllu: list[ConlluFile] = []
    if files.project.corpus_conllu(document).exists():
        yield from guarded(lambda: _sentences(files, manifest, document, conllu))
    if files.project.corpus_metadata(document).exists():
        yield from guarded(lambda: _entry(files, document, conllu))
    yield from check_proposed_layer(files, document)


def check_sentences(files: ProjectFiles, document: str) -> Iterator[Problem]:
    """Check the sentences of one built document alone."""
    if files.project.corpus_conllu(document).exists():
        yield from guarded(lambda: _sentences(files, None, document, []))


def _sentences(
    files: ProjectFiles, manifest: Manifest | None, document: str, conllu: list[ConlluFile]
) -> Iterator[Problem]:
    path = files.project.corpus_conllu(document)
    read = check_conllu(files.read(path), files.name(path), language_of(files, document), "corpus", document)
    conllu.append(read)
    yield from not_accepted(files, document, read.problems)
    entry = manifest.entry_of(document) if manifest else None
    if manifest and entry and read.whole:
        sentences = [placed.sentence for placed in read.sentences]
        counts = {
            "sentences": (entry.sentences, len(sentences)),
            "gold_sentences": (entry.gold_sentences, sum(sentence.is_gold for sentence in sentences)),
            "tokens": (entry.tokens, sum(len(sentence.tokens) for sentence in sentences)),
        }
        for key, (said, counted) in counts.items():
            if said != counted:
                found = f"{key} of {document!r}: {said}; there are {counted}"
                yield manifest.problem("hand-edit", document, key, found, _BUILD)


@dataclass(frozen=True, slots=True)
class _BuiltJson:
    """The JSON of a built document: its record, and the file, which knows places."""

    entry: DocumentEntry
    file: JsonFile

    def fault(self, slug: str, row: int, key: str, found: str) -> Problem:
        pointer = ("sentences", row, key) if key else ("sentences", row)
        return self.file.problem(slug, pointer, found, _BUILD)


def _entry(files: ProjectFiles, document: str, conllu: list[ConlluFile]) -> Iterator[Problem]:
    built = _BuiltJson(*read_entry(files, document))
    yield from canonical_problems(built.file, "document")
    yield from string_problems(built.file, skip=frozenset(("text",)))
    if built.entry.document != document:
        found = f"it is of {built.entry.document!r}, not {document!r}"
        yield built.file.problem("file-name", ("document",), found)
    yield from _offsets(built)
    if conllu:
        yield from _same_sentences(built, conllu[0])
    yield from guarded(lambda: _against_the_seed(files, document, built))


def _offsets(built: _BuiltJson) -> Iterator[Problem]:
    """Sentences follow each other, and nothing but white space stands between them."""
    text = built.entry.text
    digest = sha256(text.encode("utf-8"))
    if digest != built.entry.text_sha256:
        yield built.file.problem("sha256", ("text_sha256",), f"the SHA-256 of `text` is {digest}", _BUILD)
    before = 0
    for row, sentence in enumerate(built.entry.sentences):
        start, end = sentence.start, sentence.end
        if start < before or end <= start or end > len(text):
            found = f"{sentence.id}: {start} to {end}; the one before ends at {before}, the text at {len(text)}"
            yield built.fault("span", row, "start", found)
        elif not _blank(text[before:start]):
            found = f"before {sentence.id} stands text of no sentence: {text[before:start]!r}"
            yield built.fault("span", row, "start", found)
        before = max(before, end)
    if not _blank(text[before:]):
        found = f"behind the last sentence stands {text[before:][:40]!r}"
        yield built.file.problem("span", ("sentences",), found, _BUILD)


def _blank(text: str) -> bool:
    return not text or text.isspace()


def _same_sentences(built: _BuiltJson, conllu: ConlluFile) -> Iterator[Problem]:
    """Every sentence of the JSON is in the CoNLL-U file, at the same place and with the same properties."""
    there = [placed.sentence.id for placed in conllu.sentences]
    here = [sentence.id for sentence in built.entry.sentences]
    if conllu.whole and here != there:
        pairs = enumerate(zip(here, there, strict=False))
        row = next((row for row, (ours, theirs) in pairs if ours != theirs), min(len(here), len(there)))
        found = f"{len(here)} sentences; the .conllu has {len(there)}, and another one from number {row + 1}"
        yield built.fault("reference", row, "", found)
        return
    by_id = {placed.sentence.id: placed for placed in conllu.sentences}
    paragraph = ""
    for row, sentence in enumerate(built.entry.sentences):
        placed = by_id.get(sentence.id)
        if placed is not None:
            paragraph = placed.sentence.comment("newpar id") or paragraph
            yield from _sentence(built, row, placed, paragraph if conllu.whole else sentence.paragraph)


def _sentence(built: _BuiltJson, row: int, placed: Placed, paragraph: str) -> Iterator[Problem]:
    entry, sentence = built.entry.sentences[row], placed.sentence
    piece = built.entry.text[entry.start : entry.end]
    if piece != sentence.text:
        quoted = around(piece, first_difference(piece, sentence.text))
        found = f"{entry.id}: the text from {entry.start} differs from `# text`: {quoted}"
        yield built.fault("span", row, "start", found)
    filled = filled_columns(sentence)
    expected = {"paragraph": paragraph, "annotation": sentence.comment("annotation"), "columns": filled}
    yield from _properties(built, row, entry, expected)
    surplus = [name for name in filled if name not in _TOKENS_ONLY]
    if built.entry.annotator is None and not sentence.is_gold and surplus:
        found = f"{entry.id} has {', '.join(surplus)}, but no annotator is named and nobody has confirmed it"
        yield built.fault("unconfirmed", row, "columns", found)


def _properties(built: _BuiltJson, row: int, entry: SentenceEntry, expected: Mapping[str, object]) -> Iterator[Problem]:
    for key, value in expected.items():
        if getattr(entry, key) != value:
            found = f"{entry.id}: {getattr(entry, key)!r}; the .conllu says {value!r}"
            yield built.fault("hand-edit", row, key, found)


def _against_the_seed(files: ProjectFiles, document: str, built: _BuiltJson) -> Iterator[Problem]:
    text = seed_text(files, document)
    if text != built.entry.text:
        offset = first_difference(text, built.entry.text)
        found = f"not the text of the seed, from character {offset}: {around(text, offset)}"
        yield built.file.problem("hand-edit", ("text",), found, _BUILD)
    description, _ = read_description(files, document)
    for key, value in asdict(description).items():
        said = getattr(built.entry, key, value)
        if key != "document" and said != value:
            yield built.file.problem("hand-edit", (key,), f"{key} is {said!r}; the seed says {value!r}", _BUILD)
