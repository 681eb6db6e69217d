"""What came back of the layers: document by document, merged with today's, checked by their rules and signed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from padapatha import strict_json
from padapatha.exchange.checked_view import checked_view
from padapatha.exchange.facts import Rebuilding, facts_of, realigned, rebuilt
from padapatha.exchange.groups import LayerReturn, ReturnedFacts, returned_facts
from padapatha.exchange.import_report import Entry, Gathered, ImportOptions, change_entry, shown_fact, unread_entries
from padapatha.exchange.manifest import ExportedDocument, ExportManifest, read_base
from padapatha.exchange.merge import three_way
from padapatha.exchange.overlaps import put_back
from padapatha.exchange.tools import SPAN_TOOLS
from padapatha.exchange.view import ReturnedDocument, ToolMark, View, view_of
from padapatha.layers import Agent, CoreferenceLayer, Layer, Layers, QuotationLayer
from padapatha.problems import Problem, Refused, errors, problem, refuse
from padapatha.reading import read_layers
from padapatha.reading.context import read_text_index
from padapatha.reading.json_file import read_json, string_problems
from padapatha.reading.layers import layer_json, layer_of
from padapatha.rules.layers import layer_faults
from padapatha.text import around, first_difference, name
from padapatha.text_index import TextIndex
from padapatha.validate.annotations import check_layers
from padapatha.validate.seeds import check_seed


def import_layers(found: Gathered, path: Path, folder: Path, exported: ExportManifest, options: ImportOptions) -> None:
    """Merge every document that came back; ``folder`` is that of the export."""
    seen: set[str] = set()
    for each in SPAN_TOOLS[exported.tool].read(path, exported):
        if isinstance(each, Problem):
            found.problems.append(each)
        elif fault := _stray(each, exported, seen):
            found.problems.append(fault)
        else:
            seen.add(each.document)
            found.take(partial(_import_document, found, each, folder, exported, options))
    if not found.problems and not options.partial:
        fix = "say --partial if only some documents were to come back"
        found.problems += [
            problem("missing", str(path), f"{each.document} of the export is not here", fix=fix)
            for each in exported.documents
            if each.document not in seen
        ]


def _stray(returned: ReturnedDocument, exported: ExportManifest, seen: Collection[str]) -> Problem | None:
    """What comes from another export, or came back before."""
    own = returned.document
    if exported.document(own) is None:
        found, fix = f"{own!r} is no document of this export", "give the manifest of the export that it is of"
        return returned.source.problem("reference", returned.at, found, fix)
    if own in seen:
        return returned.source.problem("document", returned.at, f"{own} stands twice", "delete one of the two")
    return None


@dataclass(frozen=True, slots=True)
class _Merging:
    """One document on its way: what came back, what was exported, what stands here today."""

    returned: ReturnedDocument
    exported: ExportedDocument
    manifest: ExportManifest
    index: TextIndex
    base: Mapping[str, Layer]
    today: Layers

    @property
    def document(self) -> str:
        return self.returned.document

    def here(self, layer: str) -> Layer | None:
        """The layer in annotations/ today."""
        found: Layer | None = getattr(self.today, layer)
        return found

    def start(self, layer: str) -> Layer | None:
        """What changes are made to: today's layer; what a program made, where people have not decided."""
        made = self.exported.layers.get(layer) == "corpus"
        return self.here(layer) or (self.base.get(layer) if made else None)


def _import_document(
    found: Gathered, returned: ReturnedDocument, folder: Path, exported: ExportManifest, options: ImportOptions
) -> None:
    document = returned.document
    own = exported.document(document)
    assert own is not None  # noqa: S101  `_stray` has looked
    refuse([*check_seed(found.reader, document), *check_layers(found.reader, document)])
    index = read_text_index(found.reader, document)
    found.entries += unread_entries(document, [each.found for each in returned.unread])
    refuse(_text_problems(returned, own, index))
    if returned.untouched:
        found.entries.append(Entry("untouched", document, "", "", "", "nobody has submitted it"))
        return
    base = read_base(folder, exported, own)
    merging = _Merging(returned, own, exported, index, base, read_layers(found.reader, document))
    view = _view(found, merging)
    _merge_layers(found, merging, view, options)


def _text_problems(returned: ReturnedDocument, exported: ExportedDocument, index: TextIndex) -> tuple[Problem, ...]:
    if index.sha256 != exported.text_sha256:
        found = f"the text of {returned.document} has changed here since the export"
        return (returned.source.problem("stale", returned.at, found, "export it again"),)
    if not isinstance(returned.text, str):
        return (returned.source.problem("tool-file", returned.at, f"{returned.document} has no text"),)
    if returned.text == index.text:
        return ()
    offset = first_difference(returned.text, index.text)
    there, here = (name(text[offset]) if offset < len(text) else "the end" for text in (returned.text, index.text))
    found = f"{returned.document} is of another text: at character {offset} {there}, exported was {here}"
    fix = "a tool or editor has changed the text; import what was annotated on the text of the export"
    return (returned.source.problem("stale", returned.at, f"{found}: {around(returned.text, offset)}", fix),)


def _view(found: Gathered, merging: _Merging) -> View:
    """The marks in code points, with what the tool dropped; the report says what was done to them."""
    base = view_of([merging.base[each] for each in merging.manifest.layers if each in merging.base])
    read = checked_view(merging.returned, merging.index, merging.manifest.unit, base)
    drops = SPAN_TOOLS[merging.manifest.tool].drops_overlaps
    view, dropped = put_back(read.view, base) if drops else (read.view, ())
    document = merging.document
    if read.unit:
        found.entries.append(Entry("converted", document, "", "", f"offsets in {read.unit}", merging.manifest.unit))
    for old, new in read.trimmed:
        found.entries.append(Entry("trimmed", document, new.layer, new.id, _extent(old), _extent(new)))
    for mark in dropped:
        found.entries.append(
            Entry("dropped", document, mark.layer, mark.id, _extent(mark), "kept: it overlaps another")
        )
    if base.links and not merging.returned.linked:
        found.entries.append(Entry("dropped", document, "", "", f"all {len(base.links)} links", "kept as they were"))
    return view


def _extent(mark: ToolMark) -> str:
    return f"{mark.start}-{mark.end} {mark.text[:40]!r}"


# Layers


def _merge_layers(found: Gathered, merging: _Merging, view: View, options: ImportOptions) -> None:
    """Merge the layers in their order, coreference before the quotations that name its chains."""
    layers = {each.name: each for each in merging.today}
    new: dict[str, tuple[Layer, ReturnedFacts]] = {}
    for layer in merging.manifest.layers:
        made = _merged(found, merging, view, layer, layers, options)
        if made:
            layers[layer], new[layer] = made[0], made
    _follow_chains(found, merging, layers, new, options)
    for merged, facts in new.values():
        _keep(found, merging, merged, layers, facts)


def _merged(
    found: Gathered, merging: _Merging, view: View, layer: str, layers: Mapping[str, Layer], options: ImportOptions
) -> tuple[Layer, ReturnedFacts] | None:
    """The layer with what came back in it, signed; nothing when it stays as it is."""
    start, base = merging.start(layer), merging.base.get(layer)
    facts = _facts(merging, view, layer)
    text = merging.index.text
    merge = three_way(facts_of(base), facts_of(start), facts.facts)
    for each in merge.collisions:
        was, here, there = (shown_fact(fact, text) for fact in (each.base, each.today, each.returned))
        message = f"{merging.document}: {layer} {each.item}: exported was {was or 'nothing'}, "
        message += f"here it is {here or 'gone'}, in the tool {there or 'gone'}"
        at = facts.marks[each.item].at if each.item in facts.marks else merging.returned.at
        found.problems.append(merging.returned.source.problem("collision", at, message))
    entries = [
        change_entry(merging.document, layer, each.item, each.before, each.after, text) for each in merge.changes
    ]
    found.entries += entries
    own = merging.here(layer)
    read_whole = options.complete and not (own and own.complete)
    reviewed = own is None and start is not None and (merging.returned.reviewed or options.complete)
    if not entries and not read_whole and not reviewed:
        return None
    if not entries:
        found.entries.append(
            Entry("signed", merging.document, layer, "", "", "complete" if read_whole else "as it was")
        )
    known = [each for each in (start, base) if each]
    coreference = layers.get("coreference")
    made_of = Rebuilding(merging.index, known, coreference)  # type: ignore[arg-type]  # it has this name
    agent = _agent(options.by, own, merging.manifest.tool)
    complete = options.complete or bool(own and own.complete)
    return rebuilt(layer, merge.facts, made_of, agent, options.on, complete=complete), facts


def _facts(merging: _Merging, view: View, layer: str) -> ReturnedFacts:
    base, start = merging.base.get(layer), merging.start(layer)
    return returned_facts(
        LayerReturn(
            layer=layer,
            document=merging.document,
            source=merging.returned.source,
            view=view,
            base=view_of([base] if base else []),
            today=view_of([start] if start else []),
            base_facts=facts_of(base),
            today_facts=facts_of(start),
            ids=merging.exported.ids if SPAN_TOOLS[merging.manifest.tool].keeps_ids else None,
            linked=merging.returned.linked,
        )
    )


def _agent(by: str, before: Layer | None, tool: str) -> Agent:
    """Who signs; the note says on whose work."""
    note = f"in {tool}"
    if before and not (before.agent.kind == "person" and before.agent.name == by):
        note += f", after {before.agent} of {before.date}"
    return Agent(kind="person", name=by or "nobody", note=note[:500])


def _follow_chains(
    found: Gathered,
    merging: _Merging,
    layers: dict[str, Layer],
    new: dict[str, tuple[Layer, ReturnedFacts]],
    options: ImportOptions,
) -> None:
    """Quotations name chains: where chains were joined or taken apart, they name the chain that has the speaker now."""
    layer, coreference = (layers.get(name) for name in ("quotations", "coreference"))
    if (
        "coreference" not in new
        or not isinstance(layer, QuotationLayer)
        or not isinstance(coreference, CoreferenceLayer)
    ):
        return
    moved = realigned(layer, coreference)
    for old, now in zip(layer.quotations, moved.quotations, strict=True):
        if old != now:
            said = [f"speaker_chain {each.speaker_chain}" for each in (old, now)]
            found.entries.append(Entry("changed", merging.document, "quotations", old.id, *said))
    if moved != layer:
        agent = _agent(options.by, merging.here("quotations"), merging.manifest.tool)
        layers[moved.name] = replace(moved, agent=agent, date=options.on)
        facts = new[moved.name][1] if moved.name in new else ReturnedFacts()
        new[moved.name] = (layers[moved.name], facts)


def _keep(found: Gathered, merging: _Merging, layer: Layer, layers: Mapping[str, Layer], facts: ReturnedFacts) -> None:
    """Hold a merged layer to its schema and rules, each problem at the mark it comes from; keep it for writing."""
    path = found.reader.project.layer(layer.name, merging.document)
    data = strict_json.dumps(layer_json(layer))
    shown = found.reader.name(path)
    try:
        file = read_json(data, shown, f"layer-{layer.name}")
    except Refused as refused:
        found.problems += [_of_result(merging, shown, each) for each in refused.problems]
        return
    found.problems += [_of_result(merging, shown, each) for each in errors(tuple(string_problems(file)))]
    others = Layers(**layers)  # type: ignore[arg-type]  # each by its name
    records = layer.lists()
    read = layer_of(file).layer
    for fault in layer_faults(read, merging.index, others):
        key, row = (*fault.pointer, "", 0)[:2]
        item = str(getattr(records[str(key)][int(row)], "id", "")) if key in records else ""
        mark = facts.marks.get(item)
        message = f"{merging.document}: merged {layer.name} {item}: {fault.found}"
        at = mark.at if mark else merging.returned.at
        found.problems.append(merging.returned.source.problem(fault.slug, at, message, fault.fix))
    found.files[path] = data


def _of_result(merging: _Merging, shown: str, each: Problem) -> Problem:
    """A problem of the layer that would be written, told of what came back."""
    found = f"{merging.document}: {shown} would not be valid: {each.found}"
    return merging.returned.source.problem(each.slug, merging.returned.at, found, each.fix)
