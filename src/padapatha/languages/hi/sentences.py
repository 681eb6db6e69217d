"""Where a Hindi sentence can end.

The danda, the double danda, `?` and `!` end sentences (practice of UD_Hindi-HDTB). Many newspapers type a full stop or
a bar in place of the danda; whether one of these ends a sentence is decided by the words around it.
"""

from __future__ import annotations

import re

from padapatha.languages.rows import words

FINAL_MARKS = "।॥"
ASKING_MARKS = "?!"
STAND_INS = ".|"

# Words that close a sentence, since Hindi's finite verb comes last; without आई, which names a letter as well
_FINITE = words(
    "है हैं हूँ हूं हो था थे थी थीं गया गए गये गई गयी गईं गयीं हुआ हुए हुई हुईं रहा रहे रही रहीं",
    "किया किए किये कीं दिया दिए दिये दी दीं लिया लिए लिये ली लीं कहा बताया सका सके सकी पाया पाए पाई",
    "चाहिए चाहिये नहीं आया आए आये आईं लगा लगे लगी मिला मिले मिली बना बने बनी पड़ा पड़े पड़ी करें जाए जाएं जाएँ",
)
FINITE = re.compile("(?:" + "|".join(_FINITE) + ")|[\u0900-\u097f]+(?:गा|गे|गी)")

# Postpositions and clitics lean on the word before them
NEVER_FIRST = frozenset(words("ने को का के की से में तक भी ही वाला वाले वाली वालों द्वारा जी"))
