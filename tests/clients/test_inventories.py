"""Lists of names: what is listed is certain, what nobody looked up is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kafkalint.analysis.resolve.verdicts import resolve
from kafkalint.catalog.clients import load_clients
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.reading import CatalogError
from kafkalint.model.verdict import Outcome
from kafkalint.model.version import Version

CLIENT = """\
client: small
title: small
lowest: "1.0"
newest: "2.0"
switch: "on"
readings:
  flag: {truthy: true}
settings:
  "on": {role: switch, read: flag, default: true}
"""
NAMES = """\
client: small
asked: 1.0 1.2 1.3 2.0
since: {"1.0": "on old", "1.3": new, "2.0": last}
until: {"2.0": old}
"""


@pytest.fixture
def load(tmp_path):
    """The client `small` with the given list of names, or without one."""

    def made(names: str | None = None):
        (tmp_path / "clients").mkdir()
        (tmp_path / "clients" / "small.yaml").write_text(CLIENT, "utf-8")
        (tmp_path / "names").mkdir()
        if names is not None:
            (tmp_path / "names" / "small.yaml").write_text(names, "utf-8")
        return load_clients([tmp_path])["small"]

    return made


@pytest.mark.parametrize(
    ("name", "version", "known"),
    [
        ("old", "1.0", True),
        ("old", "1.1", True),  # both neighbours have it
        ("old", "2.0", False),
        ("old", "1.5", None),  # it goes somewhere between 1.3 and 2.0
        ("new", "1.2", False),
        ("new", "1.2.5", None),
        ("new", "1.3", True),
        ("last", "1.9", None),
        ("last", "2.1", True),  # a newer version is judged as the newest
        ("never", "1.1", False),
        ("never", "0.9", None),
    ],
)
def test_between_versions_that_were_asked(load, name, version, known) -> None:
    assert load(NAMES).knows(name, Version.parse(version)) is known


@pytest.mark.parametrize(
    ("names", "version", "outcome"),
    [
        (NAMES, "1.3", Outcome.REJECTED),
        (NAMES, "1.7", Outcome.REJECTED),
        (NAMES, "2.5", Outcome.UNKNOWN),
        (None, "1.3", Outcome.UNKNOWN),
    ],
)
def test_an_unlisted_name_is_refused_where_all_names_are_listed(load, slot, names, version, outcome) -> None:
    assert resolve(load(names), Version.parse(version), [slot("unheard.of", 1)]).outcome is outcome


@pytest.mark.parametrize(
    ("version", "outcome"), [("1.2", Outcome.REJECTED), ("1.2.5", Outcome.UNKNOWN), ("1.3", Outcome.IDEMPOTENT)]
)
def test_a_name_is_unknown_where_the_neighbours_differ(load, slot, version, outcome) -> None:
    assert resolve(load(NAMES), Version.parse(version), [slot("new", 1)]).outcome is outcome


def test_without_a_list_the_settings_that_matter_are_known(load) -> None:
    client = load()
    assert client.knows("on", Version.parse("1.5")) is True
    assert client.knows("off", Version.parse("1.5")) is None


def test_a_list_that_does_not_hold_is_refused(load) -> None:
    with pytest.raises(CatalogError, match=r"small\.yaml:4: until"):
        load(NAMES.replace("until: {", "until: [").replace("old}\n", "old]\n"))


@pytest.mark.parametrize("path", sorted((rules_folder() / "names").glob("*.yaml")), ids=lambda path: path.stem)
def test_lists_reach_from_the_lowest_to_the_newest_known_version(clients, path: Path) -> None:
    client = clients[path.stem]
    assert client.asked[0] <= client.lowest
    assert client.asked[-1] == client.newest
    assert client.listed
