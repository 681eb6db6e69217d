"""No network, and nothing written outside the project: every command in a network namespace without a way out.

Attempts are counted, not only prevented: all addresses lead to the loopback device of the namespace, which counts what
is sent. The home folder is empty before and after.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from padapatha.project import Project
from processes import everything

ROOT = Path(__file__).parents[2]
ISOLATED = ("unshare", "--map-root-user", "--net", "sh", "-c")
SETUP = "ip link set lo up && ip route add local 0.0.0.0/0 dev lo || exit 99\n"
COUNT = "\ngrep lo: /proc/net/dev | tr -s ' ' | cut -d' ' -f4\n"  # packets, in the last line of the output
LOOK_UP = "import socket\ntry: socket.getaddrinfo('example.org', 443)\nexcept OSError: pass"
COMMANDS = """
set -e
$PADAPATHA build --root "$ROOT" --jobs 2
$PADAPATHA annotate "$ROOT/seeds/ek.txt" -o "$ROOT/out.conllu"
$PADAPATHA confirm ek 1 --by me --root "$ROOT" || true
$PADAPATHA build --root "$ROOT"
$PADAPATHA validate --root "$ROOT"
$PADAPATHA show ek --root "$ROOT"
$PADAPATHA compare "$ROOT/corpus/ek.conllu" "$ROOT/corpus/ek.conllu"
$PADAPATHA pack --root "$ROOT"
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
        "PADAPATHA": f"{sys.executable} -m padapatha",
        "ROOT": str(root),
    }
    done = subprocess.run(
        [*ISOLATED, SETUP + script + COUNT],
        capture_output=True, encoding="utf-8", check=False, env=environment | more, timeout=600,
    )  # fmt: skip
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip("no network namespace can be made here")
    assert done.returncode == 0, done.stderr
    *output, packets = done.stdout.rstrip("\n").split("\n")
    return int(packets), "\n".join(output)


@pytest.fixture(autouse=True)
def tools() -> None:
    if not (shutil.which("unshare") and shutil.which("ip")):
        pytest.skip("no unshare and ip here")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def python(code: str) -> str:
    return f"'{sys.executable}' - <<'END'\n{code}\nEND"


def test_a_secret_of_the_environment_is_nowhere_in_what_is_said_and_written(two: Project, home: Path) -> None:
    secret = "hf_thisIsNotARealToken0123456789abcd"  # noqa: S105  it is none
    names = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY")
    _, output = isolated(COMMANDS, home, two.root, **dict.fromkeys(names, secret))
    written = (path.read_bytes() for path in two.root.parent.rglob("*") if path.is_file())
    assert secret not in output
    assert not any(secret.encode() in data for data in written)


def test_an_attempt_would_be_counted(two: Project, home: Path) -> None:
    assert isolated(python(LOOK_UP), home, two.root)[0] > 0


def test_every_command_works_without_a_network_and_asks_for_none(two: Project, home: Path) -> None:
    packets, output = isolated(COMMANDS, home, two.root)
    assert "dist/hub is release" in output
    assert (packets, everything(home)) == (0, {})


@pytest.mark.parametrize("seconds", [3, pytest.param(60, marks=pytest.mark.heavy)])
@pytest.mark.parametrize("first", ["import padapatha.annotator.runtime", "from padapatha.dataset import load"])
def test_the_python_door_asks_for_no_network(two: Project, home: Path, first: str, seconds: int) -> None:
    isolated(COMMANDS, home, two.root)
    assert isolated(python(PYTHON_DOOR.format(first=first, seconds=seconds)), home, two.root)[0] == 0
    assert everything(home) == {}
