"""Text and CoNLL-U of any size become chunks of sentences in which nothing is lost, or a problem with its place."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from conftest import TEXT
from padapatha import files
from padapatha.annotator import stream
from padapatha.annotator.stream import TextSource, conllu_chunks, text_chunks
from padapatha.conllu import conllu_bytes
from padapatha.model import Document
from padapatha.problems import Refused
from padapatha.stages import segment, tokenise

SOURCE = TextSource("here.txt", "namuna")
HEADER = "# sent_id = a\n# text = राम घर\n"
ROWS = "1\tराम\tx\t_\t_\t_\t2\tnsubj\t_\tA=1\n2\tघर\t_\t_\t_\t_\t0\troot\t_\t_\n\n"


def sentences_of(text: str, source: TextSource = SOURCE) -> list[object]:
    return [each for chunk in text_chunks(io.BytesIO(text.encode("utf-8")), source) for each in chunk.sentences]


@pytest.mark.parametrize("size", [1, 40, 100, 1_000_000])
def test_where_chunks_end_changes_nothing(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "CHUNK", size)
    text = TEXT * 3 + "\n  \nबस"
    chunks = list(text_chunks(io.BytesIO(text.encode("utf-8")), SOURCE))
    assert (len(chunks) > 1) == (size < 1000)
    assert "".join(chunk.text for chunk in chunks) == text
    found = [sentence for chunk in chunks for sentence in chunk.sentences]
    whole = tokenise(segment(Document("namuna", text, "hi"))).sentences
    assert [each.start for each in found] == [each.start for each in whole]
    for each in found:
        assert text[each.start : each.end] == each.text
    left = conllu_bytes(found).replace(b"# annotation = auto\n", b"")
    assert left == conllu_bytes(whole)


@pytest.mark.parametrize(
    ("text", "slug", "line", "column"),
    [
        (b"", "empty", 0, 0),
        (b" \n\n", "empty", 0, 0),
        ("राम\nघर\tगया".encode(), "control-char", 2, 3),
        ("राम\nक\x00".encode(), "control-char", 2, 2),
        ("राम\r\n".encode(), "line-end", 1, 4),
        ("\ufeffराम".encode(), "bom", 1, 1),
        ("राम\n\ufeffराम".encode(), "bom", 2, 1),
        ("राम\nगय\u202eा".encode(), "bidi-control", 2, 3),
        ("राम\nघर\u2028गया".encode(), "line-separator", 2, 3),
        ("राम\nघर\ufffd".encode(), "damaged", 2, 3),
        ("राम\n\u0958लम".encode(), "not-nfc", 2, 1),
        ("राम\nघर".encode()[:-1], "encoding", 2, 2),
        (b"\xff\xfe\x00", "encoding", 1, 1),
        (b"a\n" + "\ud800".encode("utf-8", "surrogatepass"), "encoding", 2, 1),
        ("राम\n".encode() + b"a" * 2_001, "limit", 2, 0),
    ],
)
@pytest.mark.parametrize("size", [1, 1_000_000])
def test_bad_text_is_refused_at_its_line(
    text: bytes, slug: str, line: int, column: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "CHUNK", size)
    with pytest.raises(Refused) as refused:
        list(text_chunks(io.BytesIO(text), SOURCE))
    first = refused.value.problems[0]
    assert (first.slug, first.line, first.column) == (slug, line, column)


def test_another_normal_form_is_brought_to_nfc_when_asked() -> None:
    (sentence,) = sentences_of("\u0958लम", TextSource("here.txt", "namuna", to_nfc=True))
    assert sentence.text == "\u0915\u093cलम"  # type: ignore[attr-defined]


def test_sentences_that_no_reader_takes_back_are_refused() -> None:
    with pytest.raises(Refused, match="20,001 words"):
        sentences_of("क " * 20_000 + "।")
    with pytest.raises(Refused, match="70,003 characters"):
        sentences_of("कखगघङचछजझ " * 7_000 + "है।")


def test_a_line_without_an_end_is_not_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_MAX_LINE", 100)
    with pytest.raises(Refused, match="a line of 100 bytes or more"):
        sentences_of("क" * 1000)


@pytest.mark.parametrize("size", [1, 1_000_000])
def test_the_tokens_of_conllu_are_taken_whatever_its_trees_are(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "CHUNK", size)
    data = (HEADER + ROWS.replace("\t2\tnsubj", "\t2\tनहीं")) * 3
    chunks = list(conllu_chunks(io.BytesIO(data.encode("utf-8")), SOURCE))
    found = [sentence for chunk in chunks for sentence in chunk.sentences]
    assert [each.start for each in found] == [0, 7, 14]
    text = "".join(chunk.text for chunk in chunks)
    assert text == "राम घर\n" * 3
    assert all(text[each.start : each.end] == each.text for each in found)


@pytest.mark.parametrize(
    ("data", "slug", "line"),
    [
        ("", "empty", 0),
        (HEADER + ROWS + HEADER.replace("घर", "गर") + ROWS, "text-mismatch", 9),
        (HEADER + ROWS + ROWS, "text", 6),
        (HEADER + ROWS + HEADER + ROWS[:-1], "blank-line", 10),
        (HEADER + ROWS + HEADER + "1 राम\n\n", "columns", 8),
        (HEADER + ROWS + "# nothing\n\n", "comment-place", 6),
    ],
)
@pytest.mark.parametrize("size", [1, 1_000_000])
def test_broken_conllu_is_refused_at_its_line(
    data: str, slug: str, line: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "CHUNK", size)
    with pytest.raises(Refused) as refused:
        list(conllu_chunks(io.BytesIO(data.encode("utf-8")), SOURCE))
    assert (slug, line) in [(each.slug, each.line) for each in refused.value.problems]


def test_a_file_written_piece_by_piece_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out"

    def broken() -> None:
        with files.writing(path) as file:
            file.write(b"half")
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        broken()
    assert list(tmp_path.iterdir()) == []
    with files.writing(path) as file:
        file.write(b"one ")
        file.write(b"two")
        assert not path.exists()
    assert path.read_bytes() == b"one two"
