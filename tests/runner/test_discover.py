"""Which files a run looks at: real folders, real git."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kafkalint.config.settings import Settings
from kafkalint.runner.discover import Discovered, discover

Make = Callable[[dict[str, str]], Path]
Git = Callable[..., None]
NOBODY = 65534


def look(
    *paths: str, exclude: tuple[str, ...] | None = None, extend: tuple[str, ...] = (), force: bool = False
) -> Discovered:
    settings = Settings(root=Path.cwd(), exclude=exclude, extend_exclude=extend)
    return discover(paths or (".",), lambda _: settings, lambda name: name.endswith(".py"), force)


@pytest.fixture(params=["git", "disk"])
def tracked(request: pytest.FixtureRequest, make: Make, git: Git) -> Callable[[dict[str, str]], Path]:
    """Like `make`, once inside a repository and once outside any."""

    def write(files: dict[str, str]) -> Path:
        folder = make(files)
        if request.param == "git":
            git(folder, "init", "-q")
            git(folder, "add", "--all")
        return folder

    return write


def test_only_wanted_names_in_order(tracked: Make) -> None:
    tracked({"b.py": "", "a/c.py": "", "a/d.txt": "", "a.py": ""})
    found = look()
    assert sorted(found.found) == ["a.py", "a/c.py", "b.py"]
    assert not found.named
    assert not found.failures


def test_ignored_files_are_left_out(tracked: Make) -> None:
    tracked({".gitignore": "out/\n*.gen.py\n", "out/a.py": "", "x.gen.py": "", "x.py": ""})
    assert look().found == ["x.py"]


def test_the_nearest_gitignore_counts(tracked: Make) -> None:
    tracked({".gitignore": "*.py\n", "in/.gitignore": "!a.py\n", "in/a.py": "", "in/b.py": "", "c.py": ""})
    assert look().found == ["in/a.py"]


def test_a_gitignore_that_is_no_text_hides_nothing(make: Make) -> None:
    folder = make({"a.py": "", "b.py": ""})
    (folder / ".gitignore").write_bytes(b"\xff\xfe[\n!\nb.py\n")
    assert look().found == ["a.py"]


def test_a_gitignore_that_is_a_link_is_not_followed(make: Make) -> None:
    make({"a.py": "", ".gitignore": "-> /dev/zero"})
    assert look().found == ["a.py"]


def test_an_ignored_folder_that_is_named_is_meant(tracked: Make) -> None:
    tracked({".gitignore": "out/\n", "out/a.py": ""})
    assert look("out").found == ["out/a.py"]


def test_built_in_exclusions(tracked: Make) -> None:
    tracked({"node_modules/a.py": "", "in/venv/a.py": "", "mine/pyvenv.cfg": "", "mine/a.py": "", "a.py": ""})
    assert look().found == ["a.py"]
    assert look("node_modules").found == ["node_modules/a.py"], "a folder that is named is meant"


def test_exclude_stands_instead_of_them(tracked: Make) -> None:
    tracked({"node_modules/a.py": "", "out/b.py": "", "c.py": ""})
    assert sorted(look(exclude=("out/",)).found) == ["c.py", "node_modules/a.py"]


def test_extend_exclude_comes_on_top(tracked: Make) -> None:
    tracked({"node_modules/a.py": "", "out/b.py": "", "in/out/b.py": "", "c.py": ""})
    assert look(extend=("out",)).found == ["c.py"]
    assert sorted(look(extend=("/out",)).found) == ["c.py", "in/out/b.py"]


def test_force_exclude_is_for_named_files(make: Make) -> None:
    make({"venv/a.py": "", "gen/b.py": "", "c.py": ""})
    named = ("venv/a.py", "gen/b.py", "c.py")
    assert look(*named, extend=("gen",)).named == list(named)
    assert look(*named, extend=("gen",), force=True).named == ["c.py"]


def test_links_are_not_followed_and_end(tracked: Make) -> None:
    tracked({"in/a.py": "", "in/up": "-> ..", "b.py": "-> in/a.py", "c.py": "-> nowhere"})
    assert look().found == ["in/a.py"]


def test_a_link_that_is_named_is_read(make: Make) -> None:
    make({"a.py": "", "b.py": "-> a.py"})
    assert look("a.py", "b.py").named == ["a.py", "b.py"]


@pytest.mark.parametrize("name", ["nothing.py", "broken.py", "pipe.py"])
def test_what_is_named_and_no_file_is_a_failure(make: Make, name: str) -> None:
    folder = make({"broken.py": "-> nowhere"})
    os.mkfifo(folder / "pipe.py")
    found = look(name)
    assert [failure.path for failure in found.failures] == [name]
    assert not found.named


def test_one_file_is_looked_at_once(tracked: Make) -> None:
    folder = tracked({"in/a.py": "", "b.py": ""})
    found = look("b.py", "./b.py", ".", "./in", str(folder / "in"))
    assert found.named == ["b.py"]
    assert found.found == ["in/a.py"]


def test_odd_names(tracked: Make) -> None:
    folder = tracked({})
    names = [b"line\nbreak.py", b"\xff\xfe.py", "ünïcode.py".encode(), b'quo"te.py', b"-x.py", b" .py"]
    for name in names:
        with open(os.path.join(os.fsencode(folder), name), "wb"):  # noqa: PTH118, PTH123  # bytes
            pass
    assert sorted(map(os.fsencode, look().found)) == sorted(names)


def test_untracked_files_count_and_deleted_ones_do_not(make: Make, git: Git) -> None:
    folder = make({"a.py": "", "b.py": "", "in/c.py": ""})
    git(folder, "init", "-q")
    git(folder, "add", "a.py", "in/c.py")
    (folder / "a.py").unlink()
    shutil.rmtree(folder / "in")
    (folder / "in").write_text("no folder any more")
    found = look()
    assert found.found == ["b.py"]
    assert not found.failures


def test_a_folder_below_the_top_of_a_repository(make: Make, git: Git) -> None:
    folder = make({".gitignore": "gen.py\n", "in/a.py": "", "in/gen.py": "", "b.py": ""})
    git(folder, "init", "-q")
    assert look("in").found == ["in/a.py"]
    assert look(str(folder / "in")).found == [str(folder / "in" / "a.py")]


def test_a_tracked_folder_that_has_become_a_link_leads_nowhere(make: Make, git: Git, tmp_path: Path) -> None:
    folder = make({"in/a.py": "", "b.py": ""})
    git(folder, "init", "-q")
    git(folder, "add", "--all")
    (folder / "in").rename(tmp_path / "outside")
    (folder / "in").symlink_to(tmp_path / "outside")
    assert look().found == ["b.py"]


def test_repositories_inside_a_repository(make: Make, git: Git, tmp_path: Path) -> None:
    folder = make({"a.py": "", "inner/.gitignore": "out.py\n", "inner/b.py": "", "inner/out.py": ""})
    other = tmp_path / "other"
    other.mkdir()
    (other / "c.py").write_text("")
    for repository in (folder, folder / "inner", other):
        git(repository, "init", "-q")
    git(other, "add", "--all")
    git(other, "commit", "-qm", "one")
    git(folder, "submodule", "add", "-q", str(other), "module.d")
    assert sorted(look().found) == ["a.py", "inner/b.py", "module.d/c.py"]


def test_nothing_that_the_repository_configures_is_run(make: Make, git: Git, tmp_path: Path) -> None:
    folder = make({"a.py": ""})
    mark = tmp_path / "ran"
    program = tmp_path / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch {mark}\n")
    program.chmod(0o755)
    git(folder, "init", "-q")
    git(folder, "add", "--all")
    for hook in ("post-index-change", "pre-commit"):
        (folder / ".git" / "hooks").mkdir(exist_ok=True)
        shutil.copy(program, folder / ".git" / "hooks" / hook)
    git(folder, "config", "core.fsmonitor", str(program))
    git(folder, "config", "core.pager", str(program))
    subprocess.run(["git", "ls-files", "--others"], cwd=folder, check=True, capture_output=True)
    assert mark.exists(), "this git does run what it is told to"
    mark.unlink()
    assert look().found == ["a.py"]
    assert not mark.exists()


def test_variables_of_a_hook_do_not_lead_to_another_repository(
    make: Make, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make({"a.py": ""})
    git(folder, "init", "-q")
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    (other / "b.py").write_text("")
    monkeypatch.setenv("GIT_DIR", str(folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(folder))
    assert look(str(other)).found == [str(other / "b.py")]


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of a user who is not above permissions, which is the current one; this test runs as that user."""
    folder = Path(tempfile.mkdtemp())
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    user = os.geteuid()
    if user == 0:
        look()  # what is imported late may not be readable for others
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    yield folder
    os.seteuid(user)
    (folder / "shut").chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("inside", [True, False])
def test_a_folder_that_cannot_be_read_is_a_failure(nobody: Path, git: Git, inside: bool) -> None:
    (nobody / "shut").mkdir()
    (nobody / "shut" / "a.py").write_text("")
    (nobody / "b.py").write_text("")
    if inside:
        git(nobody, "init", "-q")
    (nobody / "shut").chmod(0)
    found = look()
    assert found.found == ["b.py"]
    assert [(failure.path, failure.kind) for failure in found.failures] == [("shut", "unreadable")]


def test_a_folder_that_cannot_be_read_but_is_excluded_is_none(nobody: Path, git: Git) -> None:
    (nobody / "shut").mkdir(mode=0)
    (nobody / "b.py").write_text("")
    git(nobody, "init", "-q")
    found = look(extend=("shut",))
    assert found.found == ["b.py"]
    assert not found.failures


def test_a_tracked_file_in_a_folder_that_cannot_be_entered_is_a_failure(nobody: Path, git: Git) -> None:
    (nobody / "shut").mkdir()
    (nobody / "shut" / "a.py").write_text("")
    git(nobody, "init", "-q")
    git(nobody, "add", "--all")
    (nobody / "shut").chmod(0o400)
    assert [failure.kind for failure in look().failures] == ["unreadable"]
