"""Platforms: the one table of each, and what refers to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.manifests import load_manifests
from kafkalint.catalog.places import load_places
from kafkalint.catalog.platforms import load_platforms
from kafkalint.catalog.reading import CatalogError
from kafkalint.model.place import Images
from kafkalint.model.version import Version

IMAGES = """\
id: mine
title: Mine
mentions: [kafka]
find:
  - images:
      keys: [image]
      images: [{names: [a], tag: '(?P<version>.+)', platform: PLATFORM}]
"""


def _plant(folder: Path, platform: str) -> Path:
    for name in ("places", "platforms"):
        (folder / name).mkdir()
    (folder / "places/mine.yaml").write_text(IMAGES.replace("PLATFORM", platform), "utf-8")
    (folder / "platforms/own.yaml").write_text('id: own\ntitle: Own\nlines: {"1.0": "3.7"}\n', "utf-8")
    return folder


def test_images_have_the_lines_of_the_platform_that_they_name(tmp_path: Path) -> None:
    (place,) = load_places([_plant(tmp_path, "own")])
    (images,) = place.finders
    assert isinstance(images, Images)
    assert images.images[0].versions == {"1.0": "3.7"}


def test_a_platform_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="there is no platform 'other'; known: own"):
        load_places([_plant(tmp_path, "other")])


def test_brokers_clients_and_editions_of_confluent_have_one_table() -> None:
    lines = load_platforms([rules_folder()])["confluent"]
    places = load_places([rules_folder()])
    images = [
        one for place in places for finder in place.finders if isinstance(finder, Images) for one in finder.images
    ]
    assert [one.versions for one in images if one.platform] == [lines]
    running = [one for place in places if place.runs for one in place.runs.images if one.platform]
    assert len(running) == 2
    assert all(one.versions == {own: (line,) for own, line in lines.items()} for one in running)
    bundles = {bundle for manifest in load_manifests([rules_folder()]) for bundle in manifest.bundles}
    edition = next(bundle for bundle in bundles if bundle.id == "confluent-edition")
    assert {str(own) for own, _ in edition.versions} == set(lines)
    found = edition.at(Version.parse("7.5.1"))
    assert found is not None
    assert found.low == Version.parse("3.5.0")
