"""Make tests/annotator/tiny/: a model folder with an untrained network of a few thousand weights. Needs torch.

    python tests/annotator/make_tiny_model.py

Its trees are nonsense, and valid: what is tested with it is everything around the weights.
"""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import torch

from padapatha.annotator.labels import Labels
from padapatha.languages.hi.grammar import GRAMMAR
from padapatha.languages.rows import words
from padapatha.train import quantise
from padapatha.train.config import TINY
from padapatha.train.encoder import Encoder
from padapatha.train.export import write_model
from padapatha.train.network import Network
from padapatha.train.pretrained import SPECIALS, tokenizer_json

FOLDER = Path(__file__).parent / "tiny"
SAMPLE = [words("राम घर गया ।"), words("उसने कहा , “ मैं 10 बजे आऊँगा ” ।")]
FEATS = ("_", "Case=Nom|Gender=Masc|Number=Sing|Person=3", "Case=Acc", "PronType=Prs", "PronType=Dem", "VerbForm=Inf")
NER = ("O", *(f"{mark}-{kind}" for kind in ("NEP", "NEL", "NEO", "NETI", "NEN", "NEAR") for mark in "BI"))


def labels() -> Labels:
    """All that the grammar permits, a few FEATS and lemma scripts."""
    return Labels(
        upos=tuple(sorted({upos for upos, _ in GRAMMAR.upos_xpos})),
        xpos=tuple(sorted({xpos for _, xpos in GRAMMAR.upos_xpos})),
        feats=FEATS,
        lemma=("-0+", "-1+ना", "-2+ना", "=है", "~-1+"),
        deprel=tuple(sorted(GRAMMAR.deprels)),
        ner=NER,
        meta={"name": "tiny", "language": "hi"},
    )


def tokenizer() -> dict[str, Any]:
    """Single letters are the pieces."""
    letters = [chr(code) for code in range(0x900, 0x980)] + list(string.ascii_letters + string.digits + ".,!?|()-\"'")
    return tokenizer_json([[piece, 0.0] for piece in SPECIALS] + [[each, -5.0] for each in ("▁", *letters)])


def network(known: Labels, vocabulary: int) -> Network:
    """Weights that depend on nothing but a seed, large enough for scores to differ."""
    torch.manual_seed(1)
    encoder = Encoder(vocabulary, int(TINY["width"]), 48, 2)
    made = Network(encoder, known, 16, 16, 12, 0.0)
    with torch.no_grad():
        for parameter in made.parameters():
            if parameter.ndim > 1:
                parameter.normal_(std=0.5)
    return made


def main() -> None:
    """Write the folder."""
    quantise._PRODUCT = quantise.LARGE = 64  # so that the small graph has what the large one has
    pieces, known = tokenizer(), labels()
    write_model(network(known, len(pieces["model"]["vocab"])), known, pieces, SAMPLE, FOLDER)


if __name__ == "__main__":
    main()
