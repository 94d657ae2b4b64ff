"""The Dockerfile, as far as it can be tried without docker: its build step runs on what it copies."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
COPIED = [words for line in LINES if line.startswith("COPY ") and "--from" not in line for words in [line.split()[1:]]]
SOURCES = [source for *sources, _ in COPIED for source in sources]
(BUILD,) = [line.removeprefix("RUN ") for line in LINES if line.startswith("RUN ")]


def test_everything_that_is_copied_reaches_docker() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*", "nothing but what is named"
    assert [line.removeprefix("!") for line in ignored[1:] if line.startswith("!")] == SOURCES


def test_the_image_has_no_rights_of_its_own() -> None:
    (user,) = [line.split()[1] for line in LINES if line.startswith("USER ")]
    assert user.split(":")[0] not in ("0", "root")
    assert LINES[-2:] == ['ENTRYPOINT ["kafkalint"]', 'CMD ["check"]']


@pytest.mark.usefixtures("online")
def test_the_build_step_works_on_what_is_copied(tmp_path) -> None:
    source, target = tmp_path / "source", tmp_path / "installed"
    source.mkdir()
    for *sources, place in COPIED:
        for name in sources:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, source / place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, source / place)
    script = re.sub(r"\bpython\b", sys.executable, BUILD, count=1).replace("/opt/kafkalint", str(target))
    ran = subprocess.run(["sh", "-ec", script], cwd=source, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    found = subprocess.run([target / "bin/kafkalint", "check", ROOT / "examples"], capture_output=True, check=False)
    assert found.returncode == 1
    assert b"error[KFK101]" in found.stdout
