"""Write docs/show.svg: what `padapatha show` prints of the first sentence on a terminal of 80 columns."""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console

from padapatha import files
from padapatha.conllu import read_conllu
from padapatha.project import Project
from padapatha.reading import ProjectFiles
from padapatha.show.marks import read_marks
from padapatha.show.terminal import print_sentence

_ROOT = Path(__file__).parents[1]
_DOCUMENT = "000_0f1e8db63d2ccbea"
_WIDTH = 80
_REMOTE_FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)  # nothing is fetched from elsewhere


def capture() -> str:
    """Return the capture as SVG."""
    sentence = read_conllu(_ROOT / "corpus" / f"{_DOCUMENT}.conllu")[0]
    marks = read_marks(ProjectFiles(Project(_ROOT)), _DOCUMENT).of(sentence.id)
    console = Console(
        width=_WIDTH, record=True, force_terminal=True, color_system="standard", highlight=False, file=io.StringIO()
    )
    print_sentence(sentence, console, marks)
    svg = console.export_svg(title=f"padapatha show {_DOCUMENT} 1", unique_id="show")
    return _REMOTE_FONT.sub("", svg).replace("Fira Code, monospace", "Fira Code, Noto Sans Mono, monospace")


if __name__ == "__main__":
    files.write_bytes(_ROOT / "docs" / "show.svg", capture().encode("utf-8"))
