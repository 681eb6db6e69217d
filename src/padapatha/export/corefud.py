"""CorefUD: the built CoNLL-U with the coreference layer as brackets in MISC.

The form is that of CorefUD 1.x (ufal.mff.cuni.cz/corefud): ``# global.Entity = eid-etype-head-other`` at the beginning
of a document, then ``Entity=(c4-person-2-ner:PERSON`` at the first word of a mention and ``c4)`` at its last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from padapatha.conllu import conllu_bytes
from padapatha.export.brackets import Bracketed, entity_values, overlaps
from padapatha.export.heads import head_of
from padapatha.model import Layer, Sentence, Token
from padapatha.pack.placing import Place, Places, places
from padapatha.pack.source import Source
from padapatha.problems import Problem, Refused, problem
from padapatha.values import EMPTY

DECLARATION = "# global.Entity = eid-etype-head-other"
_KEY = "Entity"

Mentions = dict[int, list[Bracketed]]  # by the sentence's index


def corefud(sources: Sequence[Source]) -> bytes:
    """Return the documents as one CorefUD file; raise `Refused` with everything that brackets cannot say.

    Ids of entities are those of the chains. In a file of several documents a prefix ``d1``, ``d2`` … keeps them apart.
    """
    problems: list[Problem] = []
    sentences: list[Sentence] = []
    for number, source in enumerate(sources, 1):
        try:
            sentences += _document(source, f"d{number}" if len(sources) > 1 else "")
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return conllu_bytes(sentences)


def _document(source: Source, prefix: str) -> Iterator[Sentence]:
    layers = {layer.name: layer for layer in source.layers}
    coreference, entities = layers.get("coreference"), layers.get("entities")
    path = _path(source.id)
    if coreference is None:
        raise Refused([problem("missing", path, f"{source.id} has no coreference layer", fix="annotate it first")])
    if not coreference.complete:
        found = "it is not complete, and CorefUD cannot say so: what is not marked would count as no mention"
        raise Refused([problem("missing", path, found, fix="read the text through and say complete: true")])
    labels = _labels(entities) if entities and entities.complete else {}
    mentions = _mentions(coreference, places(source.id, source.sentences), labels, prefix)
    for index, sentence in enumerate(source.sentences):
        marked = _marked(sentence, mentions.get(index, []), source.id)
        yield marked if index else replace(marked, comments=_declared(marked.comments))


def _path(document: str) -> str:
    return f"annotations/coreference/{document}.json"


def _labels(entities: Layer) -> dict[tuple[int, int], str]:
    """The label of every name by its span."""
    return {(item["start"], item["end"]): item["label"] for item in map(dict[str, Any], entities.items["entities"])}


def _mentions(layer: Layer, where: Places, labels: Mapping[tuple[int, int], str], prefix: str) -> Mentions:
    """Place every mention of every chain; raise `Refused` with all that cannot be placed."""
    path = _path(layer.document)
    problems = [*_loose_ends(layer, path)]
    chains = {mention: chain for chain in map(dict[str, Any], layer.items["chains"]) for mention in chain["mentions"]}
    found: Mentions = {}
    for item in map(dict[str, Any], layer.items["mentions"]):
        try:
            place = where.of(item["start"], item["end"], path)
        except Refused as refused:
            problems += (replace(each, found=f"mention {item['id']}: {each.found}") for each in refused.problems)
            continue
        if chain := chains.get(item["id"]):
            label = labels.get((item["start"], item["end"]), "")
            sentence = where.sentences[place.index]
            found.setdefault(place.index, []).append(_bracketed(item["id"], chain, place, sentence, label, prefix))
    for inside in found.values():
        problems += (
            problem("nesting", path, f"mentions {one.mention} and {two.mention} cross, or have the same span")
            for one, two in overlaps(inside)
        )
    if problems:
        raise Refused(problems)
    return found


def _loose_ends(layer: Layer, path: str) -> Iterator[Problem]:
    """Name the mentions that stand in no chain or in two, and those that a chain has and the layer has not."""
    listed = [mention for chain in map(dict[str, Any], layer.items["chains"]) for mention in chain["mentions"]]
    known = {str(item["id"]) for item in layer.items["mentions"]}
    for mention in sorted(known | set(listed)):
        count = listed.count(mention)
        if mention not in known:
            yield problem("reference", path, f"a chain has {mention}, which is no mention")
        elif count != 1:
            yield problem("reference", path, f"mention {mention} stands in {count} chains")


def _bracketed(
    mention: str, chain: Mapping[str, Any], place: Place, sentence: Sentence, label: str, prefix: str
) -> Bracketed:
    entity = f"{prefix}{chain['id']}"
    opening = f"{entity}-{chain['type']}-{_head(sentence, place)}" + (f"-ner:{label}" if label else "")
    return Bracketed(place.first, place.last, mention, entity, opening)


def _head(sentence: Sentence, place: Place) -> int:
    """The number of a mention's head, from 1 among the nodes of the mention, empty ones too."""
    head = head_of(sentence.tokens, place.first, place.last)
    before = sum(place.first < node.after <= head for node in sentence.empty_nodes)
    return head - place.first + before + 1


def _marked(sentence: Sentence, mentions: Sequence[Bracketed], document: str) -> Sentence:
    if not mentions:
        return sentence
    shown = f"corpus/{document}.conllu"
    if any(token.head is None for token in sentence.tokens):
        found = f"{sentence.id} has no tree, in which the head of a mention is found"
        raise Refused([problem("missing", shown, found, fix="confirm the sentence, or build with an annotator")])
    values = entity_values(mentions)
    tokens = [_with(token, values.get(index, ""), sentence, shown) for index, token in enumerate(sentence.tokens)]
    return replace(sentence, tokens=tuple(tokens))


def _with(token: Token, value: str, sentence: Sentence, path: str) -> Token:
    """Put ``Entity`` where the alphabet wants it and leave the rest of MISC alone."""
    pairs = [] if token.misc == EMPTY else token.misc.split("|")
    keys = [pair.partition("=")[0].lower() for pair in pairs]
    if _KEY.lower() in keys:
        found = f"word {token.id} of {sentence.id} has {_KEY}= already"
        raise Refused([problem("misc", path, found, fix="take it out of annotations/treebank/; the layer decides")])
    if not value:
        return token
    at = next((index for index, key in enumerate(keys) if key > _KEY.lower()), len(keys))
    return replace(token, misc="|".join((*pairs[:at], f"{_KEY}={value}", *pairs[at:])))


def _declared(comments: Sequence[str]) -> tuple[str, ...]:
    """Put the declaration behind ``# newdoc``, as other CorefUD files have it."""
    at = sum(line.startswith("# newdoc id = ") for line in comments[:1])
    return (*comments[:at], DECLARATION, *comments[at:])
