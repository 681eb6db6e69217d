"""No network, and nothing written outside the project: every command in a network namespace without a way out.

Attempts are counted, not only prevented: all addresses lead to the loopback device of the namespace, which counts what
is sent. The home folder is empty before and after.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from processes import everything

ROOT = Path(__file__).parents[2]
ISOLATED = ("unshare", "--map-root-user", "--net", "sh", "-c")
SETUP = "ip link set lo up && ip route add local 0.0.0.0/0 dev lo || exit 99\n"
COUNT = "\ngrep lo: /proc/net/dev | tr -s ' ' | cut -d' ' -f4\n"  # packets, in the last line of the output
LOOK_UP = "import socket\ntry: socket.getaddrinfo('example.org', 443)\nexcept OSError: pass"
COMMANDS = """
set -e
"$PADAPATHA" -m padapatha build --root "$ROOT" --jobs 2
"$PADAPATHA" -m padapatha annotate "$ROOT/seeds/ek.txt" -o "$ROOT/out.conllu"
"$PADAPATHA" -m padapatha confirm ek 1 --by me --root "$ROOT" || true
"$PADAPATHA" -m padapatha build --root "$ROOT"
"$PADAPATHA" -m padapatha validate --root "$ROOT"
"$PADAPATHA" -m padapatha show ek --root "$ROOT"
"$PADAPATHA" -m padapatha compare "$ROOT/corpus/ek.conllu" "$ROOT/corpus/ek.conllu"
"$PADAPATHA" -m padapatha pack --root "$ROOT"
"""
# The Python door; the library that runs the model is left some time to do what it does in the background
PYTHON_DOOR = """
import os, sys, time
{first}
import padapatha
root = os.environ["ROOT"]
padapatha.annotate("राम घर गया।")
padapatha.build(root)
padapatha.read_conllu(root + "/corpus/ek.conllu")
padapatha.load(split="train", root=root)
time.sleep({seconds})
"""


def isolated(script: str, home: Path, root: Path, **more: str) -> tuple[int, str]:
    """Run a script of `sh` in a namespace with an empty home; return the packets that were sent, and the output."""
    environment = {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": str(home),
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PADAPATHA_MODEL": str(ROOT / "tests" / "annotator" / "tiny"),
        "PADAPATHA": sys.executable,
        "ROOT": str(root),
    }
    if not (shutil.which("unshare") and shutil.which("ip")):
        pytest.skip("no unshare and ip here")
    done = subprocess.run(
        [*ISOLATED, SETUP + script + COUNT],
        capture_output=True, encoding="utf-8", check=False, env=environment | more, timeout=600,
    )  # fmt: skip
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip("no network namespace can be made here")
    assert done.returncode == 0, done.stderr
    *output, packets = done.stdout.rstrip("\n").split("\n")
    return int(packets), "\n".join([*output, done.stderr])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@dataclass(frozen=True)
class Ran:
    """What the commands have left: packets sent, what was printed, the project, the home folder."""

    packets: int
    output: str
    root: Path
    home: Path


SECRET = "hf_thisIsNotARealToken0123456789abcd"  # noqa: S105  it is none
SECRETS = dict.fromkeys(("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY"), SECRET)


@pytest.fixture(scope="module")
def ran(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Every command, run once, with secrets in the environment."""
    folder = tmp_path_factory.mktemp("ran")
    root, home = Path(shutil.copytree(built_once, folder / "project")), folder / "home"
    home.mkdir()
    return Ran(*isolated(COMMANDS, home, root, **SECRETS), root, home)


def python(code: str) -> str:
    return f"'{sys.executable}' - <<'END'\n{code}\nEND"


def test_an_attempt_would_be_counted(built_once: Path, home: Path) -> None:
    assert isolated(python(LOOK_UP), home, built_once)[0] > 0


def test_every_command_works_without_a_network_and_asks_for_none(ran: Ran) -> None:
    assert "dist/hub is release" in ran.output
    assert (ran.packets, everything(ran.home)) == (0, {})


def test_a_secret_of_the_environment_is_nowhere_in_what_is_said_and_written(ran: Ran) -> None:
    written = [path.read_bytes() for path in ran.root.parent.rglob("*") if path.is_file()]
    assert len(written) > 20
    assert SECRET not in ran.output
    assert not any(SECRET.encode() in data for data in written)


@pytest.mark.parametrize("seconds", [3, pytest.param(60, marks=pytest.mark.heavy)])
@pytest.mark.parametrize("first", ["import padapatha.annotator.runtime", "from padapatha.dataset import load"])
def test_the_python_door_asks_for_no_network(ran: Ran, home: Path, first: str, seconds: int) -> None:
    assert isolated(python(PYTHON_DOOR.format(first=first, seconds=seconds)), home, ran.root)[0] == 0
    assert everything(home) == {}
