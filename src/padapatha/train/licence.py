"""What a model folder says of itself: its licence, and whose work is in it."""

from __future__ import annotations

from padapatha.annotator.labels import Labels

LICENCE = """\
The files in this folder are under the Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International licence
(CC BY-NC-SA 4.0): https://creativecommons.org/licenses/by-nc-sa/4.0/legalcode

They are not under the MIT licence of the program around them. Annotation that the model makes is not the model; whoever
needs a model without the NonCommercial condition trains one on other data, or names another annotator.

Attribution
-----------
model.onnx, labels.json: Copyright (c) the Padapatha authors; trained on
  - UD_Hindi-HDTB (Hindi Dependency Treebank; Bhat, Bhatt, Farudi, Klassen, Narasimhan, Palmer, Rambow, Sharma, Vaidya,
    Vishnu, Xia; HDTB team, IIIT Hyderabad), CC BY-NC-SA 4.0, converted and corrected here (docs/conversion.md);
  - IL-NER, Hindi part (Language Technologies Research Centre, IIIT Hyderabad; the repository ltrc/IL-NER), CC BY 4.0,
    malformed tags mended;
  and begun from
  - multilingual-e5-small (Wang, Yang, Huang, Yang, Majumder, Wei; Microsoft), MIT licence:
    Copyright (c) Microsoft Corporation.
tokenizer.json: a part of the vocabulary of XLM-RoBERTa (Conneau et al.; Facebook AI), MIT licence:
    Copyright (c) Facebook, Inc. and its affiliates.

The MIT licence of the last two:
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:
The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.
THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""

_README = """\
# {name}

A model of the annotator (docs/annotator.md of the project says how it is used and made). Licence: see LICENSE.

| file | what it is |
|---|---|
| `model.onnx` | the network, int8 |
| `labels.json` | what the columns of its outputs mean; under `meta` how it was trained |
| `tokenizer.json` | words to the pieces the network reads |

Inputs (int64): `input_ids`, `attention_mask` [batch, pieces]; `first`, `last`, `word_mask` [batch, words].
Outputs (float32 logits): `upos`, `xpos`, `feats`, `lemma`, `ner` [batch, words, labels];
`arc` [batch, words, words + 1]; `rel` [batch, relations, words, words + 1]. Head 0 is the root.

{counts}
"""


def readme(labels: Labels) -> str:
    """The README.md of a model folder."""
    tasks = ("upos", "xpos", "feats", "lemma", "deprel", "ner")
    counts = ", ".join(f"{len(getattr(labels, task))} {task}" for task in tasks)
    return _README.format(name=labels.meta.get("name", "model"), counts=f"Labels: {counts}.")
