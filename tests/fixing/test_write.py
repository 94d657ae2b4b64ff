"""The writer against the real file system: what must survive, and what must be refused."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kafkalint.fixing import write as module
from kafkalint.fixing.write import WriteRefused, Writing, write


def planted(folder: Path, content: bytes = b"acks=1\n") -> Path:
    path = folder / "producer.properties"
    path.write_bytes(content)
    return path


def leftovers(folder: Path) -> list[str]:
    return [name.name for name in folder.iterdir() if name.name.endswith(".kafkalint")]


def test_writes_and_keeps_the_mode(tmp_path: Path) -> None:
    path = planted(tmp_path)
    path.chmod(0o640)
    write([Writing(path, b"acks=1\n", b"acks=all\n", tmp_path)])
    assert path.read_bytes() == b"acks=all\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert not leftovers(tmp_path)


def test_an_executable_stays_executable(tmp_path: Path) -> None:
    path = planted(tmp_path)
    path.chmod(0o755)
    write([Writing(path, b"acks=1\n", b"acks=all\n", tmp_path)])
    assert stat.S_IMODE(path.stat().st_mode) == 0o755


def test_extended_attributes_are_kept(tmp_path: Path) -> None:
    path = planted(tmp_path)
    try:
        os.setxattr(path, "user.origin", b"ops")
    except (OSError, AttributeError):
        pytest.skip("this file system holds no extended attributes")
    write([Writing(path, b"acks=1\n", b"acks=all\n", tmp_path)])
    assert os.getxattr(path, "user.origin") == b"ops"


def test_a_link_inside_the_root_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    path = planted(tmp_path / "real")
    link = tmp_path / "link.properties"
    link.symlink_to(path)
    write([Writing(link, b"acks=1\n", b"acks=all\n", tmp_path)])
    assert link.is_symlink()
    assert path.read_bytes() == b"acks=all\n"


def test_a_link_out_of_the_root_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    path = planted(tmp_path)
    link = tmp_path / "root" / "link.properties"
    link.symlink_to(path)
    with pytest.raises(WriteRefused, match="symbolic link out of"):
        write([Writing(link, b"acks=1\n", b"acks=all\n", tmp_path / "root")])
    assert path.read_bytes() == b"acks=1\n"


def test_a_dangling_link_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.properties"
    link.symlink_to(tmp_path / "gone")
    with pytest.raises(WriteRefused, match="cannot be written"):
        write([Writing(link, b"", b"acks=all\n", tmp_path)])


def test_hard_links_are_refused(tmp_path: Path) -> None:
    path = planted(tmp_path)
    os.link(path, tmp_path / "twin.properties")
    with pytest.raises(WriteRefused, match="2 hard links"):
        write([Writing(path, b"acks=1\n", b"acks=all\n", tmp_path)])
    assert path.read_bytes() == b"acks=1\n"


def test_read_only_is_refused_even_for_the_superuser(tmp_path: Path) -> None:
    path = planted(tmp_path)
    path.chmod(0o444)
    with pytest.raises(WriteRefused, match="read-only"):
        write([Writing(path, b"acks=1\n", b"acks=all\n", tmp_path)])
    assert path.read_bytes() == b"acks=1\n"


def test_a_change_on_disk_is_refused(tmp_path: Path) -> None:
    path = planted(tmp_path)
    path.write_bytes(b"acks=0\n")
    with pytest.raises(WriteRefused, match="changed on disk") as caught:
        write([Writing(path, b"acks=1\n", b"acks=all\n", tmp_path)])
    assert caught.value.kind == "changed"
    assert path.read_bytes() == b"acks=0\n"
    assert not leftovers(tmp_path)


def test_a_vanished_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteRefused, match="cannot be written"):
        write([Writing(tmp_path / "gone.properties", b"", b"acks=all\n", tmp_path)])
    assert not (tmp_path / "gone.properties").exists()


FULL = """
import resource, signal, sys
from pathlib import Path
from kafkalint.fixing.write import WriteRefused, Writing, write
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
path = Path(sys.argv[1])
before = path.read_bytes()
try:
    write([Writing(path, before, before + b"acks=all\\n", path.parent)])
except WriteRefused as refused:
    print(refused)
"""


def test_a_full_disk_leaves_the_original(tmp_path: Path) -> None:
    content = b"# filler\n" * 2_000
    path = planted(tmp_path, content)
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True)
    assert "cannot be written" in done.stdout
    assert path.read_bytes() == content
    assert not leftovers(tmp_path)


def test_an_interrupt_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = planted(tmp_path)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_copy_attributes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write([Writing(path, b"acks=1\n", b"acks=all\n", tmp_path)])
    assert path.read_bytes() == b"acks=1\n"
    assert not leftovers(tmp_path)


def test_several_files_are_written_all_or_none(tmp_path: Path) -> None:
    first, second = planted(tmp_path), tmp_path / "second.properties"
    second.write_bytes(b"acks=0\n")
    both = [Writing(first, b"acks=1\n", b"acks=all\n", tmp_path), Writing(second, b"acks=1\n", b"", tmp_path)]
    with pytest.raises(WriteRefused, match="changed on disk") as refused:
        write(both)
    assert refused.value.path == second
    assert (first.read_bytes(), second.read_bytes(), leftovers(tmp_path)) == (b"acks=1\n", b"acks=0\n", [])


def test_what_was_written_is_taken_back_when_the_rest_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = planted(tmp_path), tmp_path / "second.properties"
    second.write_bytes(b"acks=1\n")
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target == second:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(WriteRefused, match="No space left"):
        write([Writing(path, b"acks=1\n", b"acks=all\n", tmp_path) for path in (first, second)])
    assert (first.read_bytes(), second.read_bytes(), leftovers(tmp_path)) == (b"acks=1\n", b"acks=1\n", [])
