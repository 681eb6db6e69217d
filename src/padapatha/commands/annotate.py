"""Annotate text, or the tokens of CoNLL-U: lemmas, tags, trees and entities. The output is CoNLL-U.

Files may have any size. Of a .conllu file, the tokens, comments and MISC are kept, and the other columns are filled
anew. The output does not depend on the number of jobs and threads.

examples:
  padapatha annotate article.txt -o article.conllu
  echo "राम घर गया।" | padapatha annotate -
  padapatha annotate article.txt --entities article.json --confidence --review 0.1
  padapatha annotate tokens.conllu --annotator udpipe --model hindi.udpipe
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from padapatha import files, strict_json
from padapatha.annotator.plugins import ANNOTATORS, OWN
from padapatha.commands.options import count, output_file
from padapatha.languages import CODES
from padapatha.problems import Refused, problem
from padapatha.progress import bar
from padapatha.project import id_fault

if TYPE_CHECKING:
    from padapatha.annotator.entities import NameSpan
    from padapatha.annotator.stream import AnnotationOptions, Chunk, TextSource

_STDIN = "-"
_SHARE = re.compile(r"0?\.[0-9]{1,6}|1(?:\.0)?")
_BUFFER = 1 << 20
_FORMS = ("text", "conllu")


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help="text, or CoNLL-U if the name ends in .conllu; - is standard input")
    add("-o", "--out", type=output_file, metavar="OUT", help="file to write (default: standard output)")
    add("--entities", type=output_file, metavar="JSON", help="also write the named entities of the one FILE as a layer")
    add("--from", dest="form", choices=_FORMS, help="format of the input (default: by the file name)")
    add(
        "--normalise",
        action="store_true",
        help="convert the text to Unicode NFC; without this option, other forms are refused",
    )
    add("--language", choices=CODES, default="hi", help="language of the text (default: hi)")
    add("--annotator", choices=ANNOTATORS, default=OWN, help="annotator to use (default: padapatha)")
    add(
        "--model",
        metavar="MODEL",
        help="fast, accurate, or the path of a model (default: $PADAPATHA_MODEL, or fast)",
    )
    add("--jobs", type=count, default=1, metavar="N", help="number of processes (default: 1)")
    add("--threads", type=count, default=1, metavar="N", help="number of threads per process (default: 1)")
    add("--confidence", action="store_true", help="write a confidence for each word, such as Confidence=0.93 in MISC")
    add(
        "--review",
        type=_share,
        default=0.0,
        metavar="SHARE",
        help="mark this share of sentences as needing review, the least certain ones",
    )


def run(args: argparse.Namespace) -> int:
    """Annotate file after file."""
    from padapatha.annotator.stream import AnnotationOptions

    options = AnnotationOptions(args.annotator, args.model, args.language, args.threads, args.confidence, args.review)
    sources = _sources(args)
    if args.entities and len(sources) > 1:
        raise Refused([problem("usage", str(args.entities), "a layer is of one document", fix="give one FILE")])
    if args.jobs == 1:
        options.open()  # what is missing is told before anything is read
    with _output(args.out) as out, bar("sentences") as advance:
        for source in sources:
            _annotate(source, options, args, out, advance)
    return 0


def _annotate(
    source: TextSource,
    options: AnnotationOptions,
    args: argparse.Namespace,
    out: BinaryIO,
    advance: Callable[[int], None],
) -> None:
    from padapatha.annotator.stream import annotate_chunks, conllu_chunks, text_chunks

    digest = hashlib.sha256()
    names: list[NameSpan] = []
    ids: list[str] = []
    read = conllu_chunks if _form(source.path, args.form) == "conllu" else text_chunks
    with _input(source.path) as file:
        chunks = read(file, source)
        for done in annotate_chunks(_seen(chunks, digest.update, ids), options, args.jobs):
            out.write(done.data)
            advance(done.sentences)
            if args.entities:
                names += done.names
    if args.entities:
        _write_layer(args.entities, source, names, digest.hexdigest(), ids, options)


def _seen(chunks: Iterator[Chunk], update: Callable[[bytes], object], ids: list[str]) -> Iterator[Chunk]:
    """The chunks, with their text counted into a digest and the ids of documents that begin in them."""
    for chunk in chunks:
        update(chunk.text.encode("utf-8"))
        ids += [name for each in chunk.sentences if (name := each.comment("newdoc id"))]
        yield chunk


def _write_layer(
    path: Path, source: TextSource, names: list[NameSpan], digest: str, ids: list[str], options: AnnotationOptions
) -> None:
    from padapatha.annotator.entities import entities_layer
    from padapatha.reading.layers import entities_json

    if len(ids) > 1:
        raise Refused([problem("document", source.path, f"{len(ids)} documents; a layer is of one document")])
    document = ids[0] if ids and not id_fault(ids[0]) else source.document
    annotator = options.open()
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    layer = entities_layer(names, document, digest, (annotator.name, annotator.version), today)
    files.write_bytes(path, strict_json.dumps(entities_json(layer)))


def _sources(args: argparse.Namespace) -> list[TextSource]:
    """The files with an id for each: its name where that may be one, else a number."""
    from padapatha.annotator.stream import TextSource

    found: list[TextSource] = []
    taken: set[str] = set()
    for number, path in enumerate(args.files, 1):
        stem = Path(path).stem
        name = stem if path != _STDIN and not id_fault(stem) and stem not in taken else f"text-{number}"
        taken.add(name)
        found.append(TextSource("<stdin>" if path == _STDIN else path, name, args.language, args.normalise))
    return found


def _form(path: str, wanted: str | None) -> str:
    return wanted or ("conllu" if path.endswith(".conllu") else "text")


@contextmanager
def _input(path: str) -> Iterator[BinaryIO]:
    if path == "<stdin>":
        yield sys.stdin.buffer
        return
    if not Path(path).exists():
        raise Refused([problem("missing", path, "there is no such file", fix="give the name of a file")])
    if Path(path).is_dir():
        raise Refused([problem("file-kind", path, "it is a folder", fix="give the files in it")])
    with Path(path).open("rb", buffering=_BUFFER) as file:
        yield file


@contextmanager
def _output(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that is written whole or not at all; a device or pipe is written to as it is."""
    if path is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
    else:
        with files.writing(path) as file:
            yield file


def _share(value: str) -> float:
    if not _SHARE.fullmatch(value) or float(value) == 0:
        raise argparse.ArgumentTypeError(f"{value!r} is no share between 0 and 1, such as 0.1")
    return float(value)
