"""Load dist/hub as a user does, print a sentence and the counts: ``python scripts/load_dataset_demo.py``."""

from padapatha.demo import main

raise SystemExit(main())
