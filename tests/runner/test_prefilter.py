"""The first look at a file's bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafkalint.catalog.catalog import load
from kafkalint.runner.needles import table
from kafkalint.runner.prefilter import OTHER, mentions, needles, needles_for, read_bytes

NEEDLES = (b"kafka", b"bootstrap.servers")


def test_the_list_follows_from_the_places() -> None:
    assert needles() == table(load().places)


def test_needles_are_few_and_long() -> None:
    for found in needles().values():
        assert len(found) <= 11
        assert all(len(needle) >= 5 for needle in found)


@pytest.mark.parametrize(
    ("name", "few"),
    [("a.py", True), ("src/A.PY", True), ("setup.py", True), ("a.yml", False), (".env.prod", False), ("pom", False)],
)
def test_source_code_needs_one_look(name: str, few: bool) -> None:
    found = needles_for(name, needles())
    assert b"kafka" in found
    assert (len(found) == 1) is few


def test_a_list_for_a_suffix_leaves_nothing_out_that_a_place_may_hold() -> None:
    every = set(needles()[OTHER])
    assert every == {needle for found in needles().values() for needle in found}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1"])
def test_any_case_and_width(encoding: str) -> None:
    assert mentions("x = KaFkA".encode(encoding), NEEDLES)
    assert mentions("Bootstrap.Servers=x".encode(encoding), NEEDLES)
    assert not mentions("kaf ka bootstrap-servers".encode(encoding), NEEDLES)


@given(st.binary(max_size=200), st.sampled_from(NEEDLES), st.binary(max_size=200))
def test_what_stands_anywhere_is_seen(before: bytes, needle: bytes, after: bytes) -> None:
    if not before.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert mentions(before + needle.upper() + after, NEEDLES)


@pytest.mark.parametrize("size", [0, 1, 131_071, 131_072, 131_073, 3_000_000])
def test_a_file_is_read_to_its_end(tmp_path: Path, size: int) -> None:
    path = tmp_path / "file"
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    path.write_bytes(data)
    assert read_bytes(str(path)) == data


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing", tmp_path):
        with pytest.raises(OSError, match=r"nothing|directory"):
            read_bytes(str(path))
