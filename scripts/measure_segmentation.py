"""Print how well sentences, tokens and romanisation agree with a Hindi treebank: <file.conllu>."""

import sys
from pathlib import Path

from padapatha.languages import language
from padapatha.measure import report

print("\n".join(report(Path(sys.argv[1]), language("hi"))))
