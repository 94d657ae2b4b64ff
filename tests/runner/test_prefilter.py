"""The first look at a file's bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafkalint.catalog.catalog import load
from kafkalint.catalog.places import needles as of_places
from kafkalint.runner.prefilter import mentions, needles, read_bytes

NEEDLES = (b"kafka", b"bootstrap.servers")


def test_the_list_follows_from_the_places() -> None:
    assert needles() == of_places(load().places)


def test_needles_are_few_and_long() -> None:
    assert len(needles()) <= 10
    assert all(len(needle) >= 5 for needle in needles())


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
