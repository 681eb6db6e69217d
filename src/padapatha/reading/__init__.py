"""Files of a project to typed, frozen records: every file is read in one place, behind its checks.

A reader returns records or raises `Refused` with every problem of its file. `validate`, `compare`, `pack`, `export` and
`build` use these readers and never look into JSON themselves.
"""

from __future__ import annotations

from padapatha.reading.conllu_file import ConlluFile, check_conllu
from padapatha.reading.context import Context, read_context
from padapatha.reading.corpus import Manifest, read_entry, read_manifest
from padapatha.reading.inputs import input_hashes, read_confirmed, read_inputs
from padapatha.reading.layers import LayerFile, layer_problems, read_layer, read_layer_file, read_layers, read_proposed
from padapatha.reading.passes import read_pass_json
from padapatha.reading.project_files import ProjectFiles, read_file
from padapatha.reading.seeds import Seed, read_seed, seed_text

__all__ = [
    "ConlluFile",
    "Context",
    "LayerFile",
    "Manifest",
    "ProjectFiles",
    "Seed",
    "check_conllu",
    "input_hashes",
    "layer_problems",
    "read_confirmed",
    "read_context",
    "read_entry",
    "read_file",
    "read_inputs",
    "read_layer",
    "read_layer_file",
    "read_layers",
    "read_manifest",
    "read_pass_json",
    "read_proposed",
    "read_seed",
    "seed_text",
]
