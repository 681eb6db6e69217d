"""What a model proposes for the entity layer that nobody has made: only names that the rules of the layer accept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from padapatha.annotator.entities import NameSpan, entities_layer
from padapatha.layers import EntityLayer
from padapatha.model import Document, Sentence
from padapatha.rules.layers import layer_faults
from padapatha.schemas import schema
from padapatha.text_index import text_index


def propose_entities(
    document: Document, sentences: Iterable[Sentence], names: Iterable[NameSpan], agent: tuple[str, str], date: str
) -> EntityLayer:
    """Make the layer of the names that a model has found in a document's ``sentences``.

    A name that the layer cannot hold is left out: one that crosses a time or number that people have marked, or that
    begins or ends inside a letter.
    """
    index = text_index(document.id, document.text, sentences)
    found = sorted((name for name in names if _is_surface(name.text)), key=lambda name: (name.start, -name.end))
    layer = entities_layer(found, document.id, index.sha256, agent, date)
    faults = layer_faults(layer, index, document.layers)
    wrong = {fault.pointer[1] for fault in faults if fault.pointer[0] == "entities"}
    kept = [name for number, name in enumerate(found) if number not in wrong]
    return entities_layer(kept, document.id, index.sha256, agent, date) if wrong else layer


def _is_surface(text: str) -> bool:
    """Whether a text may be repeated by a span: its schema says what may not begin or end it."""
    return not _forbidden_ends().search(text)


@cache
def _forbidden_ends() -> re.Pattern[str]:
    return re.compile(schema("layer-entities")["$defs"]["surface"]["not"]["pattern"])
