"""Notebooks in outputs whose readers know files only: no line of a cell is taken for one of the file."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

CELLS = [
    {"cell_type": "markdown", "metadata": {}, "source": ["# Send\n"]},
    {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": [
            "from confluent_kafka import Producer\n",
            "\n",
            'Producer({"enable.idempotence": True, "acks": 1})\n',
            'Producer({"acks": 1})  # kafkalint: ignore[KFK203] metrics\n',
        ],
    },
]


@pytest.fixture
def told(project) -> dict[str, str]:
    """Every output for a notebook with an error."""
    notebook = {"cells": CELLS, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    project.plant("send.ipynb", json.dumps(notebook, indent=1))
    names = ("sarif", "github", "gitlab", "checkstyle", "rdjson", "concise", "grouped", "markdown", "junit", "json")
    outputs = [part for name in names for part in ("--output", f"{name}=out.{name}.txt")]
    assert project.run("check", "--show-suppressed", "send.ipynb", *outputs).err == ""
    return {name: (project.folder / f"out.{name}.txt").read_text("utf-8") for name in names}


def test_sarif(told) -> None:
    (run,) = json.loads(told["sarif"])["runs"]
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert set(region.values()) == {1}
        assert result["message"]["text"].startswith("cell 2:")
        assert "fixes" not in result


def test_the_others_point_at_the_file(told) -> None:
    assert "file=send.ipynb,line=1,endLine=1,col=1,endColumn=1" in told["github"]
    (issue,) = json.loads(told["gitlab"])
    assert issue["location"]["positions"]["begin"] == {"line": 1, "column": 1}
    (diagnostic,) = json.loads(told["rdjson"])["diagnostics"]
    assert diagnostic["location"]["range"]["start"] == {"line": 1, "column": 1}
    assert "suggestions" not in diagnostic, "what it replaces in a cell would break the file"
    (error,) = ElementTree.fromstring(told["checkstyle"]).iter("error")
    assert (error.attrib["line"], error.attrib["message"][:10]) == ("1", "cell 2:3:4")


def test_those_for_people_name_the_cell(told) -> None:
    for name in ("concise", "markdown", "junit"):
        assert "send.ipynb:cell 2:3:47" in told[name]
    assert "  cell 2:3:47  error[KFK101]" in told["grouped"]
    assert json.loads(told["json"])["findings"][0]["cell"] == 2
