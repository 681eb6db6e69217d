"""Measure the annotator beside UDPipe 1 on gold data: ``python scripts/bench_annotator.py --gold ../shared/data``."""

from bench.command import main

raise SystemExit(main())
