"""To and from the `conllu` library, and udapi as an independent reader of what we write."""

from __future__ import annotations

from pathlib import Path

import conllu
import pytest

from padapatha.conllu import conllu_bytes, from_conllu, read_conllu, to_conllu, write_conllu
from padapatha.problems import Refused

TEXT = """\
# sent_id = t1
# text = राम गया।
1	राम	राम	PROPN	NNP	Case=Nom|Gender=Masc	2	nsubj	_	Translit=rāma
2	गया	जाना	VERB	VM	_	0	root	_	SpaceAfter=No|Translit=gayā
3	।	।	PUNCT	SYM	_	2	punct	_	_

"""


def test_there_and_back() -> None:
    sentences = read_conllu(TEXT.encode())
    (token_list,) = to_conllu(sentences)
    assert isinstance(token_list, conllu.TokenList)
    assert (token_list[0]["form"], token_list[0]["feats"]["Case"], token_list[1]["head"]) == ("राम", "Nom", 0)
    assert from_conllu([token_list]) == sentences


@pytest.mark.parametrize("loss", ["# a comment without a value\n# text", "# text"])
def test_what_the_library_would_lose_is_refused(loss: str) -> None:
    text = TEXT.replace("# text", loss)
    text = text if loss != "# text" else TEXT.replace("Translit=rāma", "Ref=http://x?a=b")
    with pytest.raises(Refused, match="the conllu library changes"):
        to_conllu(read_conllu(text.encode()))


def test_a_changed_token_list_comes_back_changed() -> None:
    (token_list,) = to_conllu(read_conllu(TEXT.encode()))
    token_list[0]["lemma"] = "रामा"
    assert from_conllu([token_list])[0].tokens[0].lemma == "रामा"


def test_udapi_reads_what_we_write(tmp_path: Path) -> None:
    document = pytest.importorskip("udapi.core.document")
    path = tmp_path / "t.conllu"
    write_conllu(read_conllu(TEXT.encode()), path)
    read = document.Document(str(path))
    assert [node.form for tree in read.trees for node in tree.descendants] == ["राम", "गया", "।"]
    assert path.read_bytes() == TEXT.encode() == conllu_bytes(read_conllu(path))
