"""Which annotation a Hindi word may have: the features of each UPOS, and the lemmas of the verb group.

The features are those registered for Hindi with the official UD validator (``udtools`` 0.2.9) of which UD_Hindi-HDTB
has more than stray examples. PronType is kept to the values that older releases of the validator know as well.
"""

from __future__ import annotations

from padapatha.languages.grammar import Grammar, feature_table
from padapatha.languages.hi.closed_words import FIRST_INTERJECTIONS, INTERJECTIONS
from padapatha.languages.hi.labels import AUX_LEMMAS, DEPRELS, UPOS_XPOS
from padapatha.languages.hi.verbs import CONJUGATION

_FEATURES = feature_table(
    "ADJ Case=Acc,Nom Echo=Rdp Gender=Fem,Masc Number=Plur,Sing NumType=Ord Person=3 Polite=Form",
    "ADP AdpType=Post Case=Acc,Erg,Gen,Ins,Loc,Nom Gender=Fem,Masc Number=Plur,Sing Person=3 Polite=Form Poss=Yes",
    "ADV AdpType=Post AdvType=Deg Case=Acc,Nom Echo=Rdp Gender=Fem,Masc Number=Sing Person=3",
    "AUX Aspect=Imp,Perf,Prog Case=Acc,Nom Gender=Fem,Masc Mood=Ind,Sub Number=Plur,Sing Person=1,2,3 Polite=Form "
    "Tense=Fut,Past,Pres VerbForm=Conv,Fin,Inf,Part Voice=Act",
    "DET Case=Acc,Nom Echo=Rdp Gender=Fem,Masc Number=Plur,Sing Person=1,3 PronType=Dem,Ind,Int",
    "NOUN Case=Acc,Nom Echo=Rdp Gender=Fem,Masc Number=Plur,Sing Person=3",
    "NUM Case=Acc Echo=Rdp Number=Plur NumType=Card",
    "PART Polarity=Neg PronType=Neg",
    "PRON Case=Acc,Dat,Erg,Gen,Ine,Ins,Nom Echo=Rdp Gender=Fem,Masc Gender[psor]=Fem,Masc Number=Plur,Sing "
    "Number[psor]=Plur,Sing Person=1,2,3 Polite=Form Poss=Yes PronType=Int,Prs",
    "PROPN Case=Acc,Nom Gender=Fem,Masc Number=Plur,Sing Person=3",
    "VERB Aspect=Imp,Perf Case=Acc,Nom Gender=Fem,Masc Mood=Imp,Ind,Sub Number=Plur,Sing Person=1,2,3 "
    "Polite=Form,Infm Tense=Fut,Past,Pres VerbForm=Conv,Fin,Inf,Part Voice=Act,Pass",
    "X Foreign=Yes",
)

# The relations of function words in the converted treebank; fewer than one word in 10,000 has another
_RELATIONS = {
    "ADP": frozenset(("case", "mark")),
    "AUX": frozenset(("aux", "cop")),
    "CCONJ": frozenset(("cc",)),
    "DET": frozenset(("det", "compound")),
    "INTJ": frozenset(("discourse",)),
    "PART": frozenset(("dep", "advmod", "discourse")),
    "SCONJ": frozenset(("mark",)),
    "SYM": frozenset(
        ("appos", "ccomp", "compound", "conj", "dep", "discourse", "nmod", "nsubj", "obj", "obl", "parataxis", "xcomp")
    ),
}

GRAMMAR = Grammar(
    features=_FEATURES,
    required_feature={"PRON": "PronType", "DET": "PronType"},
    default_feats={"PRON": "PronType=Prs", "DET": "PronType=Ind"},
    upos_xpos=UPOS_XPOS,
    deprels=DEPRELS,
    relations=_RELATIONS,
    never_root=frozenset(("ADP", "AUX", "CCONJ", "DET", "PART", "SCONJ")),
    dependents={"det": frozenset(("advmod", "compound"))},
    auxiliaries=AUX_LEMMAS,
    copulas=frozenset(("है", "था")),
    passives=frozenset(("जाना",)),
    conjugation=CONJUGATION,
    interjections=INTERJECTIONS,
    first_interjections=FIRST_INTERJECTIONS,
)
