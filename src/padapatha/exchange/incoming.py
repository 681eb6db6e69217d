"""What came back from a tool into ``annotations/``: merged, checked, signed; all of it or nothing."""

from __future__ import annotations

from pathlib import Path

from padapatha import files
from padapatha.exchange.import_report import Gathered, ImportOptions, ImportReport
from padapatha.exchange.manifest import EXPORT_MANIFEST, ExportManifest, read_export_manifest
from padapatha.exchange.returned_layers import import_layers
from padapatha.exchange.returned_trees import import_trees
from padapatha.exchange.tools import CONLLU, IMPORT_TOOLS, unknown_words
from padapatha.problems import Refused, errors, given_text, problem, refuse
from padapatha.project import project_at
from padapatha.reading import ProjectFiles


def import_from(
    root: str | Path, tool: str, returned: str | Path, options: ImportOptions, *, manifest: str | Path = ""
) -> ImportReport:
    """Merge what came back from a tool into the annotations of a project.

    ``manifest`` is that of the export (default: beside what came back); an edited CoNLL-U file needs none. As long as
    there is any problem, nothing is written. Raises `Refused` for an export or a file that cannot be read at all; every
    other problem stands in the report.
    """
    project = project_at(root)
    path = files.given(returned)
    given_text(options.by, "by")
    refuse(unknown_words("tool", [tool], IMPORT_TOOLS))
    if not files.present(path):
        fix = "give the file or folder that came back"
        raise Refused([problem("missing", str(path), "there is no such file or folder", fix=fix)])
    exported, folder = _manifest_of(path, manifest, tool)
    with files.lock(project.root, *(() if options.dry_run else ("annotations",))):
        found = Gathered(ProjectFiles(project))
        if tool == CONLLU:
            import_trees(found, path, exported, options)
        elif exported is None:
            fix = f"name the {EXPORT_MANIFEST} of the export with --manifest"
            raise Refused([problem("missing", str(path), "nothing says what was exported", fix=fix)])
        else:
            import_layers(found, path, folder, exported, options)
        return _finished(found, options)


def _manifest_of(path: Path, given: str | Path, tool: str) -> tuple[ExportManifest | None, Path]:
    """The manifest that is named, else the one in the folder or beside the file, with the folder of the export."""
    place = files.given(given) if given else (path if path.is_dir() else path.parent) / EXPORT_MANIFEST
    if not given and not files.present(place):
        return None, place.parent
    return read_export_manifest(place, tool), place.parent


def _finished(found: Gathered, options: ImportOptions) -> ImportReport:
    """Write what was found, unless there is something in the way of any of it."""
    problems = tuple(dict.fromkeys(found.problems))
    ready = bool(found.files) and not errors(problems)
    if ready and not options.by and not options.dry_run:
        fault = problem("usage", "--by", "the changes are not signed by anybody", fix="say --by NAME, or --dry-run")
        return ImportReport(tuple(found.entries), (*problems, fault))
    written = {found.reader.name(path): path for path in found.files} if ready and not options.dry_run else {}
    for path in written.values():
        files.write_bytes(path, found.files[path], make_folder=True)
    return ImportReport(tuple(found.entries), problems, tuple(written))
