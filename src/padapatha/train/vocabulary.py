"""Cut the encoder's 250,002 pieces down to what Hindi text needs, keeping the unigram scores."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from padapatha.annotator.subwords import UNKNOWN
from padapatha.train.pretrained import Array

SPECIALS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
MASK = SPECIALS.index("<mask>")
_HINDI = re.compile("[▁!-~\u0900-\u097f]*[\u0900-\u097f][▁!-~\u0900-\u097f]*")
_SIGNS = re.compile("[▁!-@\\[-`{-~\u00a1-\u00bf\u00d7\u00f7\u2010-\u206f\u20a0-\u20cf\u2100-\u214f]+")
_LATIN = re.compile("▁?[!-~]+")
# Characters without a shape of their own: soft hyphen, zero-width space, joiners, direction marks, word joiner, BOM.
_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"


def cut_tokenizer(full: Mapping[str, Any], latin: int = 4000) -> tuple[dict[str, Any], list[int]]:
    """A small `tokenizer.json` and, for each of its pieces, the row of the full embedding it takes.

    Kept: the five special pieces, every piece with Devanagari, digits and signs, all single Latin letters and the
    `latin` best-scored Latin pieces. Invisible characters are dropped and the text is brought to NFKC, which
    writes the nukta letters as consonant + nukta, as the pieces do. What no piece covers becomes `<unk>`.
    """
    vocab: Sequence[tuple[str, float]] = full["model"]["vocab"]
    rows = {piece: row for row, (piece, _) in enumerate(vocab)}
    chosen = [rows[piece] for piece in SPECIALS] + _chosen_rows(vocab, latin)
    pieces = [[vocab[row][0], vocab[row][1]] for row in chosen]
    return tokenizer_json(pieces), chosen


def cut_embedding(embedding: Array, rows: Sequence[int]) -> Array:
    """The rows of the word embedding that the cut vocabulary keeps, in its order."""
    return np.ascontiguousarray(embedding[np.asarray(rows)])


def _chosen_rows(vocab: Sequence[tuple[str, float]], latin: int) -> list[int]:
    chosen, budget = [], latin
    for row, (piece, _) in enumerate(vocab):  # the vocabulary is sorted by score, best first
        if piece in SPECIALS:
            continue
        if _HINDI.fullmatch(piece) or _SIGNS.fullmatch(piece):
            chosen.append(row)
        elif _LATIN.fullmatch(piece) and (budget > 0 or len(piece) == 1):
            chosen.append(row)
            budget -= 1
    return chosen


def tokenizer_json(pieces: list[list[Any]]) -> dict[str, Any]:
    """`tokenizer.json` of a unigram model of these pieces, `[piece, score]` each, the special ones first."""
    added = [
        {"id": i, "content": piece, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
         "special": True}
        for i, piece in enumerate(SPECIALS)
    ]  # fmt: skip
    space = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Replace", "pattern": {"Regex": _INVISIBLE}, "content": ""}, {"type": "NFKC"}]},
        "pre_tokenizer": space,
        "post_processor": None,
        "decoder": space,
        "model": {"type": "Unigram", "unk_id": UNKNOWN, "vocab": pieces, "byte_fallback": False},
    }  # fmt: skip
