"""Sentences, tokens and romanisation of texts that are no news: verses, notes, chats, lists, measures, typing errors.

Of every kind at least ten forms, and forms that only look like it.
"""

from __future__ import annotations

import sys
import time

import pytest

from padapatha.languages import language
from padapatha.romanise import romanise
from padapatha.segment import sentence_spans
from padapatha.tokenise import token_spans

HINDI = language("hi")

# Each row is one paragraph, with ⏎ between the sentences
VERSES = """
कर्म करो ॥२.४७॥ ⏎ योग करो ॥ 2-48 ॥ ⏎ फल छोड़ो ॥१,२॥ ⏎ बस
राम आए ।।५।। ⏎ सीता आईं ।। 6 ।। ⏎ बस
राम आए ॥१॥ ⏎ सीता आईं ॥२॥ ⏎ हनुमान ॥३॥
राम आए ॥ ३:१२ ॥ ⏎ बस
राम आए ॥ २–४८ ॥ ⏎ बस
राम आए ॥१।२॥ ⏎ बस
राम आए ॥(७)॥ ⏎ बस
राम आए ॥ १ ॥ २ ॥ ⏎ बस
राम आए ।१। ⏎ सीता आईं ।२। ⏎ बस
राम आए। ॥५॥ ⏎ बस
राम आए ।॥५॥ ⏎ बस
राम आए ॥५। ⏎ बस
राम आए ||५|| ⏎ बस
राम आए ॥ २.४७
॥१॥ कर्म करो ॥२॥ ⏎ बस
||१|| कर्म करो ||२|| ⏎ बस
॥ श्री गणेशाय नमः ॥ ⏎ वह आया।
"""
NOTES = """
वह आया।[1] ⏎ वह गया।[2]
वह आया।[1][2] ⏎ वह गया।
वह आया। [1] ⏎ वह गया। [2]
वह आया। [1, 2] ⏎ वह गया।
वह आया।[1-3] ⏎ वह गया।
वह आया।(1) ⏎ वह गया।(2)
वह आया।* ⏎ वह गया।**
वह आया।† ⏎ वह गया।‡
वह आया।¹ ⏎ वह गया।¹² ⏎ बस
वह आया।[उद्धरण चाहिए] ⏎ वह गया।
वह आया।[क] ⏎ वह गया।[a]
“वह आया।[1]” ⏎ “वह गया।”[2]
क्या वह आया?[1] ⏎ हाँ!² ⏎ बस
वह आया.[1] ⏎ वह गया.[2] ⏎ बस
वह आया[1]. ⏎ वह गया है[2]. ⏎ बस
वह (कल) आया?(1) ⏎ वह गया।
**वह आया।** ⏎ वह गया।
"""
NO_NOTES = """
वह आया। ⏎ [वह गया।] ⏎ (सच में।) ⏎ बस
वह आया। ⏎ (1) पहला नियम। ⏎ (2) दूसरा।
[1] पहला स्रोत। ⏎ [2] दूसरा स्रोत। ⏎ [3] तीसरा।
वह आया। ⏎ * दूसरी बात। ⏎ * तीसरी।
वह आया। ⏎ *वह* गया।
वह आया। ⏎ [2019] का चुनाव।
वह आया। ⏎ [1]वह गया।
वह आया। ⏎ (क) पहला नियम।
वह आया। ⏎ [राम ने कहा] बस
वह आया। ⏎ 2019 में वह गया।
"""
BARS = """
मैं चला | ⏎ वह सोई |
वह आया | ⏎ वह गया | ⏎ बस है |
राम दिल्ली में रहता है | ⏎ यह शहर | ⏎ वह घर गई |
यह है | ⏎ वह था | ⏎ बस
जन्म 1985 | ⏎ वह आया |
मैं चला | ⏎ वह सोई।
क्या वह आया? ⏎ हाँ | ⏎ वह आया |
"वह आया |" ⏎ वह गया |
वह आया | ⏎ 5 लोग गए |
वह आया | ⏎ “मैं चला |”
वह USA गया | ⏎ वह लौटा |
राम राम || ⏎ वह आया ||
"""
NO_BARS = """
नाम | आयु | पता
नाम | आयु | पता |
| राम है | वह |
|---|---|
a|b है।
राम|सीता आए।
क | ख | ग | घ
दिल्ली | मुंबई | कोलकाता।
तारा | 12 | पूरा
x||y है।
| मैं चला | वह सोई |
"""
EMOJI_AFTER = """
क्या? 🎬🍿 ⏎ @rahul
थी! 😂 ⏎ मज़ा
वह आया। 😀 😀 ⏎ वह गया।
वह आया।😀 ⏎ वह गया।
वह आया! 👨\u200d👩\u200d👧 ⏎ वह गया।
वह आया। 👍🏽 ⏎ वह गया।
वह आया। ❤\ufe0f ⏎ वह गया।
वह आया। 🇮🇳🇮🇳 ⏎ भारत जीता।
वह आया. 🎉 ⏎ वह गया.
वह आया। 😂 ⏎ #मज़ा
वह आया। :-) ⏎ वह गया।
वह आया! :) ⏎ वह गया।
क्या?!🤔 ⏎ हाँ।
वह आया।” 😀 ⏎ वह गया।
वह आया। ❤\ufe0f\u200d🔥 ⏎ बस
"""
NO_EMOJI_AFTER = """
✅ पहला काम। ⏎ ✅ दूसरा काम।
👉 पहला काम। ⏎ 👉 दूसरा काम।
वह आया। ⏎ 👉 यहाँ देखें।
वह आया। ⏎ ② दूसरा नियम।
वह आया। ⏎ ➤ दूसरा नियम।
वह आया। ⏎ ● दूसरा नियम।
वह आया। ⏎ 2\ufe0f\u20e3 दूसरा नियम।
वह 😀 आया। ⏎ बस
वाह! 😂 ने कहा। ⏎ बस
😀 वह आया। ⏎ 😀 वह गया।
"""
ITEMS = """
क्या नियम है? ⏎ २) दूसरा नियम
पहला है! ⏎ (ख) दूसरा
क्या? ⏎ 2) हाँ
क्या? ⏎ b) नहीं
क्या? ⏎ iv) चौथा
1. पहला है। ⏎ 2. दूसरा है।
१) पहला है। ⏎ २) दूसरा है।
(क) पहला है। ⏎ (ख) दूसरा है।
क. पहला है। ⏎ ख. दूसरा है।
उसने (क्या? हाँ) कहा। ⏎ बस
"""
GLUED = """
वह आया.⏎वह गया.
यह सही है.⏎वो गया.
वे आए थे.⏎मैं नहीं था.
वह चली.⏎फिर वह सोई.⏎बस
मैंने कहा.⏎“वह गया.”
वह आया .⏎वह गया .
वह करेगा.⏎हम देखेंगे.
दिल्ली पहुँचे.⏎वहाँ रुके।
वह आया|⏎वह गया|
वह आया।⏎वह गया?⏎हाँ!⏎बस
वह आया |⏎वह गया |
वह आया.⏎डॉ. राम गए.
"""
NOT_GLUED = """
डॉ.राम आए।
के.पी.सिंह आए।
उ.प्र.में वह था।
हो.ची.मिन्ह आए।
5.पाँच लोग।
राम.सीता आए।
वह आया.5 लोग
आई.आई.टी. में
समाचार.भारत
a.b है।
यह है...वह था।
"""
INSIDE_ADDRESSES = """
ये google.com/search?हिंदी है। ⏎ वह गया।
bbc.com/a?q=हिंदी पढ़ें। ⏎ वह गया।
www.bbc.com/?हिंदी पढ़ें। ⏎ बस
https://bbc.com/?हिंदी पढ़ें। ⏎ बस
bbc.com/!हिंदी पढ़ें। ⏎ बस
bbc.co.uk/a?ख=१&ग=२ है। ⏎ बस
bbc.com:8080/a?हिंदी है। ⏎ बस
1.2.3.4/a?हिंदी है। ⏎ बस
वह bbc.com/है.वह में था। ⏎ बस
(bbc.com/a?हिंदी) है। ⏎ बस
"""
AFTER_ADDRESSES = """
क्या bbc.com/? ⏎ हाँ।
क्या bbc.com/hindi? ⏎ हाँ।
देखें bbc.com/hindi। ⏎ हाँ।
देखें bbc.com/hindi! ⏎ हाँ।
क्या https://bbc.com/a? ⏎ हाँ।
क्या bbc.com? ⏎ हाँ।
bbc.com?⏎हाँ
क्या 50 km/h?⏎हाँ।
क्या Node.js/React?⏎हाँ।
क्या और/या?⏎हाँ।
"""


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, HINDI)]


def tokens(text: str) -> list[str]:
    return [text[start:end] for start, end in token_spans(text, HINDI)]


def rows(*tables: str) -> list[str]:
    return [row for table in tables for row in table.strip().splitlines()]


SENTENCES = (
    *(VERSES, NOTES, NO_NOTES, BARS, NO_BARS, EMOJI_AFTER, NO_EMOJI_AFTER, ITEMS, GLUED, NOT_GLUED),
    *(INSIDE_ADDRESSES, AFTER_ADDRESSES),
)


@pytest.mark.parametrize("row", rows(*SENTENCES))
def test_sentences_of_other_texts(row: str) -> None:
    assert sentences(row.replace("⏎", "")) == [sentence.strip() for sentence in row.split("⏎")]


TIMES = "24x7 1920x1080 4x4 1e5 0x1F 24×7 २४x७ 24X7 2.5x3.5 3x3x3cm 1e-5 1.5E+3 0xDEAD 1080p60 १२×८"
NOT_TIMES = "24 x 7 5 लाख 3 x 8 - 10 2 * 2 x × y"
VERSIONS = (
    "v1.2.3 Python3.11 H.264 एच.264 वी.1.2.3 192.168.1.1 10.0.0.0/8 1.2.3rc1 iOS17.2 V.2 X.509 USB3.0 v2.0.1beta जी20.5"
)
NOT_VERSIONS = (
    "Node.js डॉ. 5 पृ. 7 के.वी. 5 Dr. 5 No. 7 Rs. 500 J. K. Rowling 8.5 1,00,000 12/10/2020 6:30 2013-14 2019 . GOP ने"
)
UNITS = "9a.m. 10p.m. 9 a.m. 9am B.Ed. M.Phil. Ph.D. LL.B. B.Tech बी.एड. एम.फिल. बी.टेक. पीएच.डी. एम.एससी. एल.एल.बी."
MEASURES = "CO₂ H₂O Na⁺ m² किमी² 10² x³ - 40 °C 98 °F 40 ° तक km / s kg / m³ किमी / घंटा 67 % ₹ 50 10⁻³"
NOT_UNITS = "U.S. e.g. P. Singh AT&T it’s वर्ग ² शब्द ¹ कि.मी. उ.प्र."
EMOTICONS = "है :-) और :) फिर ;-) :D :P :( :-( :'( =) :-D <3 ।"
NOT_EMOTICONS = "हैं : ( क ) : - ( देखें ) 6:30 4 : 3 मात्रा < 3 किमी"
ADDRESSES = "bbc.com bbc.com/hindi bbc.com/ bbc.co.uk/a?x=1&y=2 youtu.be/abc bbc.com/हिंदी bbc.com:8080/x 1.2.3.4/admin"
NOT_ADDRESSES = "Node.js / React और / या AC / DC लाभ / हानि HTTP / 1.1 a.b@c.in"
NUMBERS = "२ ) दूसरा ( क ) पहला 1 . पहला १ . पहला ( 1 ) a ) iv ) 1.2 ) ① 2\ufe0f\u20e3 [ 3 ] । * । [ 1 ] । ¹"
VERSE_NUMBERS = "॥ २.४७ ॥ ॥ 2-48 ॥ ॥ १,२ ॥ ।। ५ ।। ॥ २–४८ ॥ ॥ 3:12 ॥ ॥ १ ॥ || 2-48 || ।। २-४८ ।। ॥ 2.47.1 ॥ ॥ 108 ॥"
_TOKENS = (TIMES, NOT_TIMES, VERSIONS, NOT_VERSIONS, UNITS, MEASURES, NOT_UNITS, EMOTICONS, NOT_EMOTICONS)
TOKENS = (*_TOKENS, ADDRESSES, NOT_ADDRESSES, NUMBERS, VERSE_NUMBERS)


@pytest.mark.parametrize("spaced", TOKENS)
def test_tokens_of_other_texts(spaced: str) -> None:
    assert tokens(spaced) == spaced.split(" ")


# Glued, and the tokens of it
GLUED_VERSES = """
॥२.४७॥ = ॥ २.४७ ॥
॥2-48॥ = ॥ 2-48 ॥
।।2-48।। = ।। 2-48 ।।
||2-48|| = || 2-48 ||
॥१,२॥ = ॥ १,२ ॥
॥2–48॥ = ॥ 2–48 ॥
।।५।। = ।। ५ ।।
||५|| = || ५ ||
।१। = । १ ।
॥(७)॥ = ॥ ( ७ ) ॥
2-48 = 2 - 48
a|2-48 = a | 2 - 48
"""
GLUED_NUMBERS = """
।[1] = । [ 1 ]
।(1) = । ( 1 )
२)दूसरा = २ ) दूसरा
(क)पहला = ( क ) पहला
१क)पहला = १क ) पहला
1.पहला = 1 . पहला
-40°C = - 40 °C
40°से = 40 ° से
कोविड19. = कोविड19 .
Python3.11। = Python3.11 ।
(9a.m.) = ( 9a.m. )
127.0.0.1:80। = 127.0.0.1:80 ।
(एच.264)। = ( एच.264 ) ।
डॉ.5 = डॉ. 5
"""
GLUED_SIGNS = """
(bbc.com/hindi). = ( bbc.com/hindi ) .
bbc.com/hindi। = bbc.com/hindi ।
bbc.com/a?q=हिंदी। = bbc.com/a?q=हिंदी ।
bbc.com?हाँ = bbc.com ? हाँ
हैं:-(क) = हैं : - ( क )
है:-) = है :-)
है:-)। = है :-) ।
है।:) = है । :)
है।😀 = है । 😀
है।¹ = है । ¹
"""
GLUED_NUKTAS = """
ज\u093c\u093cमीन है = ज\u093c\u093cमीन है
का\u093c। = का\u093c ।
\u093cराम आए = \u093cराम आए
है।\u093c = है ।\u093c
१\u093c। = १\u093c ।
a\u093c है = a\u093c है
अ\u093cरबी-कि\u093cताब = अ\u093cरबी - कि\u093cताब
उ.प्र\u093c. में = उ.प्र\u093c. में
\u093c = \u093c
राम, \u093cसीता = राम , \u093cसीता
"""


GLUED_TOKENS = (GLUED_VERSES, GLUED_NUMBERS, GLUED_SIGNS, GLUED_NUKTAS)


@pytest.mark.parametrize("row", rows(*GLUED_TOKENS))
def test_tokens_of_other_texts_without_a_space(row: str) -> None:
    glued, expected = row.split(" = ")
    assert tokens(glued) == expected.split(" ")


@pytest.mark.parametrize("table", [*SENTENCES, *GLUED_TOKENS])
def test_every_kind_has_ten_forms(table: str) -> None:
    assert len(rows(table)) >= 10


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("ज\u093c\u093cमीन", "zamīna"),
        ("अ\u093cरबी", "arabī"),
        ("का\u093c", "kā"),
        ("क\u093c\u093cा", "qā"),
        ("क\u093cा\u093c", "qā"),
        ("स\u093c\u093cच", "saca"),
        ("कि\u093cताब", "kitāba"),
        ("\u093cराम", "rāma"),
        ("\u0929\u093cये", "naye"),
        ("आ\u093c\u093cप", "āpa"),
        ("है।\u093c", "hai."),
        ("१\u093c", "1"),
        ("a\u093c", "a"),
    ],
)
def test_a_nukta_that_means_nothing_leaves_nothing(text: str, latin: str) -> None:
    assert romanise(text, HINDI) == latin


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("क\u093cलम", "qalama"),
        ("ख\u093cबर", "k͟habara"),
        ("ग\u093cम", "ġama"),
        ("ज\u093cमीन", "zamīna"),
        ("स\u095cक", "saṛaka"),
        ("प\u095dो", "paṛho"),
        ("फ\u093cिल्म", "filma"),
        ("य\u093c", "ẏa"),
        ("\u0931", "ṟa"),
        ("\u0934", "ḻa"),
        ("ब\u0930\u094d\u095e", "barfa"),
        ("ज\u093c\u094dया", "zyā"),
    ],
)
def test_a_nukta_of_its_own_letter_is_read(text: str, latin: str) -> None:
    assert romanise(text, HINDI) == latin


_HOSTILE = (
    "।[1]",
    "।[",
    "।(1",
    "।* ",
    "॥1",
    "॥ 1 ",
    "॥1॥",
    "|",
    "क |",
    "आया|",
    "आया.",
    "।😀 ",
    "।:-",
    "।¹",
    ": ) ",
    "<3 ",
)
HOSTILE = (
    *_HOSTILE,
    "a.",
    "a.com/",
    "1x",
    "1e-",
    "v1.",
    "A.1",
    "1.1.1.1/",
    "-1",
    "°C",
    "²",
    "B.Ed.",
    "बी.एड.",
    "\u093c",
    "?(",
    "/a.com/?",
    "/1.1.",
    "||1",
    "|| 1 ",
    "एच.1",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_repetition_takes_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))  # a quadratic rule takes a minute
    limit = 6 if sys.gettrace() is None else 30  # measuring coverage slows it
    for cut in (sentence_spans, token_spans):
        start = time.process_time()
        cut(text, HINDI)
        assert time.process_time() - start < limit
    start = time.process_time()
    romanise(text, HINDI)
    assert time.process_time() - start < limit
