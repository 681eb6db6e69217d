"""Where a Hindi sentence can end.

The danda, the double danda, `?` and `!` end sentences, as in UD_Hindi-HDTB. Many newspapers use a full stop or a bar
instead of the danda; the words around it decide whether it ends a sentence.
"""

from __future__ import annotations

import re

from padapatha.languages.hi.abbreviations import LETTER_NAMES, LONE_LETTERS, SHORTENED
from padapatha.languages.hi.verbs import CONJUGATION
from padapatha.languages.rows import words

FINAL_MARKS = "।॥"
ASKING_MARKS = "?!"
STAND_INS = ".|"

# Finite verbs, which come last in a Hindi sentence; without आई, which is also the name of a letter
_FINITE = words(
    "है हैं हूँ हूं हो था थे थी थीं गया गए गये गई गयी गईं गयीं हुआ हुए हुई हुईं रहा रहे रही रहीं",
    "किया किए किये कीं दिया दिए दिये दी दीं लिया लिए लिये ली लीं कहा बताया सका सके सकी पाया पाए पाई",
    "चाहिए चाहिये नहीं आया आए आये आईं लगा लगे लगी मिला मिले मिली बना बने बनी पड़ा पड़े पड़ी करें जाए जाएं जाएँ",
)
FINITE = re.compile("(?:" + "|".join(_FINITE) + ")|[\u0900-\u097f]+(?:गा|गे|गी)")

# Perfective, subjunctive and imperative, behind a consonant and behind a vowel; not the imperfective participle and the
# infinitive, which are often names (सीता) and nouns
_AFTER_CONSONANT = words("ा े ी ीं ें ूँ ूं ो िए िये िएगा िएगी")
_AFTER_VOWEL = words("या ये ए यी ई यीं ईं एँ एं ऊँ ऊं ओ इए इये इएगा")
_VOWELS = tuple("अआइईउऊएऐओऔािीुूेैोौ")


def _finite_forms() -> frozenset[str]:
    """Return the finite forms of all verbs, written with candrabindu and with anusvara, except names of letters."""
    stems = [verb.removesuffix(CONJUGATION.infinitive) for verb in CONJUGATION.verbs]
    stems += [stem.replace("ँ", "ं") for stem in stems if "ँ" in stem]
    forms = (
        stem + ending for stem in stems for ending in (_AFTER_VOWEL if stem.endswith(_VOWELS) else _AFTER_CONSONANT)
    )
    return frozenset(forms) - {*LETTER_NAMES, *LONE_LETTERS, *SHORTENED}


FINITE_FORMS = _finite_forms()

# Postpositions and clitics, which belong to the word before them
NEVER_FIRST = frozenset(words("ने को का के की से में तक भी ही वाला वाले वाली वालों द्वारा जी"))
