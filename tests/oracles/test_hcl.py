"""What a file of HCL says, by HashiCorp's own parser and by kafkalint."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hcl_files import LISTED
from hypothesis import HealthCheck, given, settings

from kafkalint.formats import hcl
from kafkalint.formats.hcl.read import Blocks
from kafkalint.formats.hcl.texts import Spelled
from kafkalint.model.document import Mapping, Node, Scalar, Sequence

HERE = Path(__file__).parent
CASES = int(os.environ.get("KAFKALINT_CASES", "400"))
TEXTS = [
    'a = "\\u00e9\\n$${b}%%{c}$"\n',
    "a = <<-E\n\tb\n\n\t\tc\n   \n\tE\nd = <<E\n  x $${y}\n  E\n",
    "a = <<-E\n    b\n  ${c}\n      d\n    E\n",
    "a = <<-E\r\n  b\r\n  c\r\nE\r\n",
    'a "b" c "d\\"e" {}\nnil = { null = 1, true : 2, "f g" = 5, (h) = 6, ("i") = 7 }\n',
    "a = -1\nb = 1.0e3\nc = 0.10\nd = (((true)))\ne = [1, [2,],]\n",
    'a {\n  x = 1\n  env {\n    name = "b"\n    value = "c"\n  }\n  y = 2\n  env {\n    name = "d"\n  }\n}\n',
    "/* # */ a = 1 // b = 2\n# c = 3\n",
]


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """What the parser makes of a text."""
    if shutil.which("go") is None:
        pytest.skip("there is no go")
    program = tmp_path_factory.mktemp("hcl") / "parse"
    built = subprocess.run(
        ["go", "build", "-o", str(program), "."], cwd=HERE / "hcl", capture_output=True, text=True, check=False
    )
    if built.returncode:
        pytest.skip(f"it cannot be built: {built.stderr[-200:]}")
    with subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        told, answers = running.stdin, running.stdout
        assert told is not None
        assert answers is not None

        def answer(text: str) -> Any:
            told.write(json.dumps(text) + "\n")
            told.flush()
            return json.loads(answers.readline())

        yield answer
        told.close()


def differences(node: Node, told: Any, where: str = "") -> Iterator[str]:
    """Where a reading says something else; that something is computed it may say of whatever is no literal."""
    match node:
        case Mapping():
            pairs = _together([pair for pair in told.get("map", ()) if pair[0] is not None], node)
            if "map" not in told or [entry.key for entry in node.entries] != [key for key, _ in pairs]:
                yield f"{where}: {[entry.key for entry in node.entries]}, not {told}"
                return
            for entry, (key, value) in zip(node.entries, pairs, strict=True):
                yield from differences(entry.value, value, f"{where}.{key}")
        case Sequence():
            if "unknown" in told:  # lines that are joined
                return
            if len(told.get("list", ())) != len(node.items):
                yield f"{where}: {len(node.items)} items, not {told}"
                return
            for at, (item, value) in enumerate(zip(node.items, told["list"], strict=True)):
                yield from differences(item, value, f"{where}.{at}")
        case Scalar():
            assert isinstance(node.detail, Spelled)
            computed = node.detail.kind == "expression" or node.detail.filled
            if not computed and not _same(node.value.value, told):
                yield f"{where}: {node.value.value!r}, not {told}"


def _together(pairs: list[Any], node: Mapping) -> list[Any]:
    """The pairs, with those that are one list in `node` as one pair."""
    lists = {entry.key for entry in node.entries if isinstance(entry.value.detail, Blocks)}
    found: list[Any] = []
    for key, value in pairs:
        same = next((pair for pair in found if pair[0] == key and key in lists), None)
        if same is not None:
            same[1]["list"].append(value)
        else:
            found.append([key, {"list": [value]} if key in lists else value])
    return found


def _same(value: object, told: Any) -> bool:
    if "number" in told:
        return type(value) in (int, float) and float(str(value)) == float(told["number"])
    normal = unicodedata.normalize("NFC", value) if isinstance(value, str) else value
    return "value" in told and type(told["value"]) is type(value) and told["value"] == normal


@pytest.mark.oracle
@settings(deadline=None, max_examples=CASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=LISTED)
def test_what_is_read_is_what_stands_there(ask: Callable[[str], Any], text: str) -> None:
    assert list(differences(hcl.read(hcl.decode("f.tf", text.encode())).roots[0], ask(text))) == []


@pytest.mark.oracle
@pytest.mark.parametrize("text", TEXTS)
def test_odd_spellings(ask: Callable[[str], Any], text: str) -> None:
    assert list(differences(hcl.read(hcl.decode("f.tf", text.encode())).roots[0], ask(text))) == []
