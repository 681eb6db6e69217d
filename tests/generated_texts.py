"""Texts of all sorts for property tests: some are all words, some all punctuation, some all oddities, some damaged."""

from __future__ import annotations

import random

from padapatha.languages.rows import words

WORDS = words("राम घर गया है था जाना और कि में को से ने 10 १९ 3.5 डॉ. ज़्यादा हिन्दी-उर्दू Delhi O'Neill x² ½ क्\u200dष")
MARKS = list("।॥,;:!?.…-–—()[]{}“”‘’\"'«»/|\\@#%&*_+=<>~^`$₹°•№©")
EMOJI = ["😀", "👩\u200d👩\u200d👧", "🇮🇳", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"]
EMOJI += ["👍🏽", "👨🏿\u200d🚀", "❤️", "😂😂", "1️⃣", ":-)"]
PASTED = ["| क | 12 | 3.5 |", "|---|---|", "॥ २.४७ ॥", "॥१,२॥", "[1]", "।[2][3]", "(क)", "२) ", "1. "]
PASTED += ["12 300 4,500 67%", "₹500", "#चुनाव2024", "@rahul", "अरे,", "हाँ!", "MLAओं", "24x7", "кофе", "Ωμέγα"]
ODD = [*EMOJI, *PASTED, "中文", "العربية", "ि", "्", "़", "ँ", "אב", "\u00a0", "\u3000", "‐", "_", "__"]
ODD += ["हिंदी中文mix", "a" * 300, "ﬁ", "𑚀"]
BAD = ["\x00", "\t", "\x1b[31m", "\r", "\u202e", "\u200d", "\u200b", "\ufeff"]
BAD += ["\u2028", "\ufffd", "\ue000", "\u0958", "e\u0301", "\x85"]
SPACES = [" ", " ", " ", "  ", "\n", "\n\n", ""]


def generated(draw: random.Random) -> bytes:
    """One text: a mix whose weights change from text to text."""
    kinds = [WORDS, MARKS, ODD, BAD]
    weights = [draw.random() ** 3 for _ in kinds[:3]] + [0.01 if draw.random() < 0.3 else 0.0]
    parts = []
    for _ in range(int(draw.paretovariate(1.1)) % 60):
        (kind,) = draw.choices(kinds, weights)
        parts += [draw.choice(kind), draw.choice(SPACES)]
    data = "".join(parts).encode("utf-8")
    if draw.random() < 0.05:
        offset = draw.randrange(len(data) + 1)
        data = data[:offset] + data[offset + 1 :]  # a character torn in two, or a letter gone
    return data


def generated_hindi(draw: random.Random) -> bytes:
    """A text that intake may accept: mostly Hindi words, with oddities between them."""
    parts = []
    for _ in range(draw.randrange(1, 40)):
        (kind,) = draw.choices([WORDS, MARKS, ODD], [8, 2, 1])
        parts += [draw.choice(kind), draw.choice(SPACES)]
    return ("राम घर गया। " + "".join(parts) + draw.choice(["", "\n", "।\n"])).encode("utf-8")
