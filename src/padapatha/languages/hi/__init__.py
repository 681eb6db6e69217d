"""Hindi in Devanagari, as data."""

from __future__ import annotations

import re

from padapatha.languages import Language
from padapatha.languages.hi.labels import AUX_LEMMAS, DEPREL_ORDER, DEPRELS, UPOS, UPOS_XPOS, XPOS_ORDER
from padapatha.languages.hi.romanisation import ROMANISATION, SYLLABLE
from padapatha.languages.hi.sentences import ASKING_MARKS, FINAL_MARKS, FINITE, FINITE_FORMS, NEVER_FIRST, STAND_INS
from padapatha.languages.hi.tokens import ABBREVIATION, SCRIPT_RANGES, TOKEN

LANGUAGE = Language(
    code="hi",
    name="Hindi",
    final_marks=FINAL_MARKS,
    asking_marks=ASKING_MARKS,
    stand_ins=STAND_INS,
    abbreviation=re.compile(ABBREVIATION),
    finite=FINITE,
    finite_forms=FINITE_FORMS,
    never_first=NEVER_FIRST,
    token=TOKEN,
    syllable=SYLLABLE,
    romanisation=ROMANISATION,
    script_ranges=SCRIPT_RANGES,
    upos=UPOS,
    upos_xpos=UPOS_XPOS,
    deprels=DEPRELS,
    xpos_order=XPOS_ORDER,
    deprel_order=DEPREL_ORDER,
    aux_lemmas=AUX_LEMMAS,
)
