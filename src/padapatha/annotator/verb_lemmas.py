"""Which existing verbs a form may belong to: no lemma of VERB or AUX is invented.

A verb exists if the language's list has it, or if the training treebanks have it in several forms: a verb with one or
two forms there is a slip more often than a verb. A form is a stem and an ending of the paradigm, or irregular.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from padapatha.languages.grammar import Conjugation

_ENOUGH_FORMS = 3  # of a verb in the treebanks, for the verb to exist
_MARKS = "।॥.,;:!?…-–\"'“”‘’()"  # that a text, or the tokens of others, may leave on a word
_SLIPS = str.maketrans("", "", "\u093c\u0901\u0902")  # nukta and nasal signs, which writers leave out


@dataclass(frozen=True, slots=True)
class VerbForms:
    """The verbs of a language and of a model; knows which of them a form may belong to."""

    conjugation: Conjugation
    verbs: Mapping[str, str]  # an infinitive with anusvara for every nasal sign: the verb
    bare: Mapping[str, str]  # an infinitive without nukta and nasal signs: the verb
    irregular: Mapping[str, tuple[str, ...]]  # form: the verbs that it is an irregular form of
    known: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)  # of the forms met so far

    def exists(self, lemma: str) -> bool:
        """Whether the lemma is a verb, its nasal vowels written in either way."""
        return _with_anusvara(lemma) in self.verbs

    def lemmas(self, form: str) -> tuple[str, ...]:
        """The verbs that the form may belong to, spelt as the form is; else the verbs it may be a misspelt form of.

        Irregular forms come first, then those with the longest ending.
        """
        found = self.known.get(form)
        if found is None:
            found = self.known[form] = self._lemmas(form.strip(_MARKS))  # another thread would store the same
        return found

    def _lemmas(self, form: str) -> tuple[str, ...]:
        irregular = self.irregular.get(_with_anusvara(form), ())
        infinitives = [stem + self.conjugation.infinitive for stem in self._stems(form)]
        regular = [infinitive for infinitive in infinitives if self.exists(infinitive)]
        slips = [self.bare.get(_bare(infinitive)) for infinitive in infinitives]
        found = [*irregular, *regular] or [verb for verb in slips if verb]
        return tuple(dict.fromkeys(found))

    def _stems(self, form: str) -> Iterator[str]:
        """The stems that the form has, if it has one of the endings; a stem may have been shortened before it."""
        for ending in self.conjugation.endings:
            if form.endswith(ending) and len(form) > len(ending):
                stem = form[: -len(ending)]
                yield stem
                if stem[-1] in self.conjugation.lengthened:
                    yield stem[:-1] + self.conjugation.lengthened[stem[-1]]
        yield form


def verb_forms(conjugation: Conjugation, lexicon: Mapping[str, Mapping[str, tuple[str, ...]]]) -> VerbForms:
    """The verbs of the language's list and those of the lexicon of a model, by UPOS and form."""
    counts = Counter(chain(*(lemmas for upos in ("VERB", "AUX") for lemmas in lexicon.get(upos, {}).values())))
    attested = [lemma for lemma, count in counts.items() if count >= _ENOUGH_FORMS]
    own = sorted(lemma for lemma in attested if lemma.endswith(conjugation.infinitive))
    verbs = [*sorted(conjugation.verbs), *own]
    return VerbForms(
        conjugation=conjugation,
        verbs=_first_of_each((_with_anusvara(verb), verb) for verb in [*verbs, *conjugation.irregular]),
        bare=_first_of_each((_bare(verb), verb) for verb in verbs),
        irregular=_by_form(conjugation.irregular),
    )


def _by_form(irregular: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    lemmas: dict[str, list[str]] = {}
    for lemma, forms in irregular.items():
        for form in dict.fromkeys(map(_with_anusvara, forms)):
            lemmas.setdefault(form, []).append(lemma)
    return {form: tuple(own) for form, own in lemmas.items()}


def _first_of_each(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    first: dict[str, str] = {}
    for key, value in pairs:
        first.setdefault(key, value)
    return first


def _with_anusvara(text: str) -> str:
    return text.replace("ँ", "ं")


def _bare(text: str) -> str:
    return text.translate(_SLIPS)
