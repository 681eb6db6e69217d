"""A hundred texts as people have them, for docs/your-own-corpus.md: names, line ends and genres of every kind."""

from __future__ import annotations

import random
from pathlib import Path

_NAMES = ("सीता", "राम", "गीता", "मोहन", "नफ़ीसा", "जॉन", "कमला", "अर्जुन")
_PLACES = ("दिल्ली", "पटना", "जयपुर", "लखनऊ", "भोपाल", "इंदौर", "नागपुर", "कानपुर")
_THINGS = ("किताब", "चिट्ठी", "साइकिल", "मिठाई", "घड़ी", "छतरी", "तसवीर", "कहानी")
_NEWS = (
    "{place} में {day} तारीख को {name} ने नई {thing} दिखाई। लोगों ने उसे बहुत पसंद किया। "
    "अधिकारी ने कहा कि {count} लोग आए थे।\n\nबैंक ने बताया कि ATMों में पैसे रखे गए हैं। {name} ने {thing} खरीदी।\n"
)
_STORY = "{name} की {thing} {place} में खो गई थी।\nवह {count} दिन तक उसे ढूँढती रही।\n\n“मेरी {thing} कहाँ है?” उसने पूछा।\n"
_POEM = "{name} चली बाज़ार को\n{thing} लाई प्यार को\n{place} की गलियाँ याद हैं\nगीत {count} आबाद हैं ॥{day}॥\n"
_CHAT = "अरे {name}! 😀 क्या हाल है?\nठीक हूँ यार, {place} में हूँ 🎬🍿 @rahul{count}\nकल {day}:30 पर मिलते हैं :-) {thing} लाना!\n"
_WIKI = (
    "{name} {place} की एक लेखिका हैं।[1] उनकी पहली {thing} 19{day} में छपी।[2] इसका क्षेत्रफल {count} किमी² है।\n\n"
    "उन्होंने bbc.com/hindi पर भी लिखा। डॉ. {name} को {count} पुरस्कार मिले।(3)\n"
)
_KINDS = (_NEWS, _STORY, _POEM, _CHAT, _WIKI)


def write_texts(folder: Path, count: int = 100) -> None:
    """Write ``count`` different texts into a folder, in five genres and with every fault of encoding in turn."""
    folder.mkdir()
    draw = random.Random(14)
    for number in range(count):
        words = {"name": draw.choice(_NAMES), "place": draw.choice(_PLACES), "thing": draw.choice(_THINGS)}
        text = _KINDS[number % len(_KINDS)].format(**words, day=10 + number % 20, count=100 + number)
        (folder / _file_name(number)).write_bytes(_encoded(text, number))


def _file_name(number: int) -> str:
    return (f"kahani-{number}.txt", f"कहानी-{number}.txt", f"Text {number}.txt")[number % 3]


def _encoded(text: str, number: int) -> bytes:
    """The bytes as one editor or another writes them."""
    forms = (
        text,
        "\ufeff" + text,
        text.replace("\n", "\r\n"),
        text.replace(" ", "\u200b ", 1),
        text.replace(" ", "\t", 2),
        text.replace("ड़", "ड\u093c").replace("क", "क\u00ad", 1),
        "\u200e" + text,
    )
    return forms[number % len(forms)].encode("utf-8")
