"""CorefUD: the built CoNLL-U with the coreference layer as brackets in MISC.

The form is that of CorefUD 1.x (ufal.mff.cuni.cz/corefud): ``# global.Entity = eid-etype-head-other`` at the beginning
of a document, then ``Entity=(c4-person-2-ner:PERSON`` at the first word of a mention and ``c4)`` at its last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from padapatha.conllu import conllu_bytes
from padapatha.layers import Chain, CoreferenceLayer, Layers
from padapatha.model import Sentence, Token
from padapatha.problems import Problem, Refused, problem
from padapatha.reading import Context
from padapatha.text_index import TextIndex
from padapatha.values import comment_line, comment_rows, misc_value, with_misc

DECLARATION = comment_line("global.Entity", "eid-etype-head-other")
_KEY = "Entity"


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A mention in its sentence: words from ``first`` to before ``last``, from 0; ``opening`` without its bracket."""

    first: int
    last: int
    entity: str
    opening: str


def corefud(contexts: Sequence[Context]) -> bytes:
    """Return validated documents as one CorefUD file.

    Ids of entities are those of the chains. In a file of several documents a prefix ``d1``, ``d2`` … keeps them apart.
    Raises `Refused` with everything that brackets cannot say: a coreference layer that is missing or not complete, a
    mention in a sentence without a tree, a word that has ``Entity`` already.
    """
    problems: list[Problem] = []
    sentences: list[Sentence] = []
    for number, context in enumerate(contexts, 1):
        try:
            sentences += _document(context, f"d{number}" if len(contexts) > 1 else "")
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return conllu_bytes(sentences)


def _document(context: Context, prefix: str) -> Iterator[Sentence]:
    mentions = _mentions(_complete_layer(context), context.index, _labels(context.layers), prefix)
    for number, sentence in enumerate(context.index.sentences):
        marked = _marked(sentence, mentions.get(number, ()), f"corpus/{context.document}.conllu")
        yield marked if number else replace(marked, comments=_declared(marked.comments))


def _complete_layer(context: Context) -> CoreferenceLayer:
    layer, path = context.layers.coreference, f"annotations/coreference/{context.document}.json"
    if layer is None:
        found = f"{context.document} has no coreference layer"
        raise Refused([problem("missing", path, found, fix="annotate it first")])
    if not layer.complete:
        found = "it is not complete, and CorefUD cannot say so: what is not marked would count as no mention"
        raise Refused([problem("missing", path, found, fix="read the text through and say complete: true")])
    return layer


def _labels(layers: Layers) -> dict[tuple[int, int], str]:
    """The label of every name by its span; none unless the whole text was read for names."""
    layer = layers.entities
    return {(name.start, name.end): name.label for name in layer.entities} if layer and layer.complete else {}


def _mentions(
    layer: CoreferenceLayer, index: TextIndex, labels: Mapping[tuple[int, int], str], prefix: str
) -> dict[int, list[Bracketed]]:
    """The mentions of every sentence, by the sentence's index."""
    chains = layer.chain_of()
    mentions: dict[int, list[Bracketed]] = {}
    for mention in layer.mentions:
        words = index.whole_words(mention.start, mention.end)
        head = _head_number(index.sentences[words.sentence], words.first, words.last)
        label = labels.get((mention.start, mention.end), "")
        bracketed = _bracketed(words.first, words.last, chains[mention.id], prefix, head, label)
        mentions.setdefault(words.sentence, []).append(bracketed)
    return mentions


def _bracketed(first: int, last: int, chain: Chain, prefix: str, head: int, label: str) -> Bracketed:
    entity = f"{prefix}{chain.id}"
    return Bracketed(first, last, entity, f"{entity}-{chain.type}-{head}" + (f"-ner:{label}" if label else ""))


# Heads


def _head_number(sentence: Sentence, first: int, last: int) -> int:
    """The number of a mention's head, from 1 among the nodes of the mention, empty nodes included."""
    head = head_of(sentence.tokens, first, last)
    before = sum(first < node.after <= head for node in sentence.empty_nodes)
    return head - first + before + 1


def head_of(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the index of the head of the words from ``first`` to before ``last``, all counted from 0 in the sentence.

    It is the word whose own head lies outside. When there are several, it is the one that all the others hang under
    by way of words outside; when there is none such, the first of them. The sentence must be one tree.
    """
    inside = range(first, last)
    tops = [number for number in inside if (tokens[number].head or 0) - 1 not in inside]
    return next((top for top in tops if all(_hangs_under(tokens, other, top) for other in tops)), tops[0])


def _hangs_under(tokens: Sequence[Token], word: int, above: int) -> bool:
    return word == above or above in _ancestors(tokens, word)


def _ancestors(tokens: Sequence[Token], word: int) -> Iterator[int]:
    """The words above a word, from its head to the root of the sentence."""
    while head := tokens[word].head:
        word = head - 1
        yield word


# Brackets


def entity_values(mentions: Iterable[Bracketed]) -> dict[int, str]:
    """Return the value of ``Entity`` for every word that has one, by the word's index; the mentions must nest.

    Longer mentions open first and close last, and a mention of one word stands innermost.
    """
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    for mention in sorted(mentions, key=lambda mention: (mention.first, -mention.last)):
        if mention.last - mention.first == 1:
            opened.setdefault(mention.first, []).append(f"({mention.opening})")
        else:
            opened.setdefault(mention.first, []).append(f"({mention.opening}")
            closed.setdefault(mention.last - 1, []).insert(0, f"{mention.entity})")
    return {word: "".join((*opened.get(word, ()), *closed.get(word, ()))) for word in opened.keys() | closed.keys()}


def _marked(sentence: Sentence, mentions: Sequence[Bracketed], path: str) -> Sentence:
    """Put the brackets into the sentence; ``path`` is its file, for messages."""
    for token in sentence.tokens:
        if misc_value(token.misc, _KEY) is not None:
            found = f"word {token.id} of {sentence.id} has {_KEY}= already"
            fix = "take it out of annotations/treebank/; the layer decides"
            raise Refused([problem("misc", path, found, fix=fix)])
    if mentions and any(token.head is None for token in sentence.tokens):
        found = f"{sentence.id} has no tree, in which the head of a mention is found"
        raise Refused([problem("missing", path, found, fix="confirm the sentence, or build with an annotator")])
    values = entity_values(mentions)
    tokens = (
        replace(token, misc=with_misc(token.misc, _KEY, values[number])) if number in values else token
        for number, token in enumerate(sentence.tokens)
    )
    return replace(sentence, tokens=tuple(tokens))


def _declared(comments: Sequence[str]) -> tuple[str, ...]:
    """Put the declaration after ``# newdoc id``, as other CorefUD files have it."""
    row = 1 if next(comment_rows(comments, "newdoc id"), None) == 0 else 0
    return (*comments[:row], DECLARATION, *comments[row:])
