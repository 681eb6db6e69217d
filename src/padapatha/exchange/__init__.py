"""Documents out to annotation tools and back: a module for each tool, one for the merge, one for the manifest.

A tool's file is a view, not the corpus. Out: `outgoing`, with `marks` and `manifest`. Back: `incoming`, then `arrived`,
`groups`, `merge` and `facts` for layers, or `trees` for trees; `account` says what was done. See docs/tools.md.
"""

from __future__ import annotations

from padapatha.exchange.account import Account, Order, account_json
from padapatha.exchange.incoming import import_from
from padapatha.exchange.outgoing import export, export_files
from padapatha.exchange.tools import EXPORT_TOOLS, IMPORT_TOOLS

__all__ = [
    "EXPORT_TOOLS",
    "IMPORT_TOOLS",
    "Account",
    "Order",
    "account_json",
    "export",
    "export_files",
    "import_from",
]
