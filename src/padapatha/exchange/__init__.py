"""Documents out to annotation tools and back: a module for each tool, one for the merge, one for the manifest.

A tool's file is a view, not the corpus. Out: `outgoing`, with `view` and `manifest`. Back: `incoming`, then
`returned_layers` (`checked_view`, `groups`, `merge`, `facts`) or `returned_trees` (`trees`); `import_report` says what
was done. See docs/tools.md.
"""

from __future__ import annotations

from padapatha.exchange.import_report import ImportOptions, ImportReport, import_report_json
from padapatha.exchange.incoming import import_from
from padapatha.exchange.outgoing import export, export_files
from padapatha.exchange.tools import EXPORT_TOOLS, IMPORT_TOOLS

__all__ = [
    "EXPORT_TOOLS",
    "IMPORT_TOOLS",
    "ImportOptions",
    "ImportReport",
    "export",
    "export_files",
    "import_from",
    "import_report_json",
]
