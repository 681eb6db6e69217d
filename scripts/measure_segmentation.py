"""Print how well sentences, tokens and romanisation agree with a treebank: measure_segmentation.py FILE.conllu"""

from bench.segmentation import main

raise SystemExit(main())
