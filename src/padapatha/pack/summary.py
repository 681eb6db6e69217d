"""What a corpus is, in the words of its data: the generated part of the card that says it in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from padapatha.languages import language
from padapatha.pack.features import SPLITS
from padapatha.pack.numbers import Contents, percent

_SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"), (10**7, "1M<n<10M"))
_MANY = 10  # of people, programs and licences that are named


def size_category(sentences: int) -> str:
    """Name the size of a dataset as the hub does."""
    return next((name for limit, name in _SIZES if sentences < limit), "n>10M")


def summary_markdown(contents: Contents) -> str:
    """Return the sentences: how much there is, of what kind, whose it is and who annotated it."""
    return "".join(f"- {line}\n" for line in _lines(contents))


def _lines(contents: Contents) -> Iterator[str]:
    documents, sentences = contents.counts("documents"), contents.counts("sentences")
    splits = ", ".join(f"{documents[split]:,} in `{split}`" for split in SPLITS if split in documents)
    words = sum(contents.counts("words").values())
    whole = sum(sentences.values())
    yield f"Size: {_count(documents, 'document')} ({splits}), {whole:,} sentences and {words:,} words."
    if "train" not in documents:
        yield "No document is in the split `train`: as it is, the dataset serves for tests and examples."
    yield f"Languages: {', '.join(f'{language(code).name} (`{code}`)' for code in contents.counts('language'))}."
    yield f"Genres, by documents: {_named(contents.counts('genre'))}."
    yield f"Licences of the texts, by documents: {_named(contents.counts('licence'))}."
    gold, auto = sentences.get("gold", 0), sentences.get("auto", 0)
    yield f"Annotation: {gold:,} sentences ({percent(gold, whole)}) are `gold`, {auto:,} are `auto`."
    yield from _agents(contents)
    enhanced = contents.counts("filled").get("deps", 0)
    yield f"Enhanced graphs: {f'{enhanced:,} words have one' if enhanced else 'none; `deps` is null for every word'}."


def _agents(contents: Contents) -> Iterator[str]:
    for kind, said in (
        ("gold", "Who confirmed sentences, by sentences"),
        ("auto", "What annotated the other sentences, by sentences"),
        ("layer agent", "Who made layers, by layers of a document"),
        ("proposer", "What proposed layers that nobody has made, by layers of a document"),
    ):
        if found := contents.counts(kind):
            yield f"{said}: {_named(found, mark='')}."


def _count(counts: Mapping[str, int], noun: str) -> str:
    whole = sum(counts.values())
    return f"{whole:,} {noun}{'' if whole == 1 else 's'}"


def _named(counts: Mapping[str, int], *, mark: str = "`") -> str:
    """The names with their counts, the most frequent first; of many, the first ones."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{mark}{name}{mark} {count:,}" for name, count in ranked[:_MANY]]
    return ", ".join(shown) + (f" and {len(ranked) - _MANY:,} more" if len(ranked) > _MANY else "")
