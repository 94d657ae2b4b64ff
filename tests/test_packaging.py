"""The wheel holds everything that the product needs, and an editable install finds the same."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "rules").rglob("*") if path.is_file())
FAULTY = 'from confluent_kafka import Producer\n\nProducer({"enable.idempotence": True, "acks": 1})\n'


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    """The wheel, built without asking an index for anything, and unzipped."""
    pytest.importorskip("hatchling", reason="hatchling is not installed here; .ci/distributions builds it")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(site: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Python with only `site` in front of what is installed."""
    environment = {**os.environ, "PYTHONPATH": str(site)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("path", DATA)
def test_the_wheel_holds_every_file_of_the_catalogue(unpacked, path) -> None:
    assert (unpacked / "kafkalint" / path).read_bytes() == (ROOT / path).read_bytes()


def test_the_wheel_holds_nothing_else(unpacked) -> None:
    assert {entry.name.partition("-")[0] for entry in unpacked.iterdir()} == {"kafkalint"}
    assert (unpacked / "kafkalint" / "py.typed").exists()
    assert not list(unpacked.rglob("test_*"))


def test_the_wheel_works_by_itself(unpacked, tmp_path) -> None:
    (tmp_path / "a.py").write_text(FAULTY, "utf-8")
    where = run(unpacked, "-c", "import kafkalint; print(kafkalint.__file__)", cwd=tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(unpacked)
    done = run(unpacked, "-m", "kafkalint", "check", "--isolated", "--output-format", "concise", "a.py", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "error[KFK101]" in done.stdout


def test_the_checkout_finds_its_own_catalogue(tmp_path) -> None:
    from kafkalint.catalog.location import rules_folder

    (tmp_path / "a.py").write_text(FAULTY, "utf-8")
    assert rules_folder() == ROOT / "rules"
    assert run(ROOT, "-m", "kafkalint", "check", "--isolated", "a.py", cwd=tmp_path).returncode == 1
