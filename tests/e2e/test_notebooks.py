"""Notebooks: read cell by cell, reported by cell and line, rewritten inside the JSON and nowhere else."""

from __future__ import annotations

import base64
import json
import os

import nbformat
import pytest

IMPORTS = "%pip install confluent-kafka\nfrom confluent_kafka import Producer"
LONE = "Producer({'enable.idempotence': True, 'acks': 1})"


def written(*cells: str, **metadata: object) -> bytes:
    """What Jupyter writes: a cell of text, then the code cells with outputs."""
    made = [nbformat.v4.new_markdown_cell("# Orders\nfrom kafka import é", id="text")]
    for number, cell in enumerate(cells):
        output = nbformat.v4.new_output("stream", name="stdout", text=f"{cell}\nacks=1\n")
        made.append(nbformat.v4.new_code_cell(cell, id=f"c{number}", outputs=[output], execution_count=number))
    notebook = nbformat.v4.new_notebook(cells=made, metadata={"title": "é", **metadata})
    nbformat.validate(notebook)
    return (nbformat.writes(notebook) + "\n").encode()


def mended(data: bytes) -> bytes:
    """The notebook with LONE mended in its source, which stands behind the outputs."""
    head, old, tail = data.rpartition(b"'acks': 1")
    assert old
    return head + b"'acks': 'all'" + tail


def test_names_of_earlier_cells_are_known_in_later_ones(project) -> None:
    project.plant(
        "a.ipynb", written(IMPORTS, "!ls\nconf = {'acks': 1,\n  'enable.idempotence': True}", "Producer(conf)")
    )
    ran = project.check("a.ipynb")
    assert ran.out.startswith("a.ipynb:cell 3:2:17: error[KFK101] [*] ")
    first = project.run("check", "--output-format", "json", "a.ipynb").json["findings"][0]
    assert (first["cell"], first["line"], first["column"], first["end_column"]) == (3, 2, 17, 18)
    assert [(one["cell"], one["line"]) for one in first["related"]] == [(4, 1)]
    assert [(one["cell"], one["line"], one["text"]) for one in first["fix"]["edits"]] == [(3, 2, "'all'")]


def test_the_frame_shows_the_lines_of_the_cell(project) -> None:
    project.plant("a.ipynb", written(IMPORTS + "\n\n# é\n" + LONE))
    out = project.run("check", "a.ipynb").out
    assert " --> a.ipynb:cell 2:5:47\n" in out
    assert "\n5 | Producer({'enable.idempotence': True, 'acks': 1})\n" in out
    assert "\n5 + Producer({'enable.idempotence': True, 'acks': 'all'})\n" in out


def test_the_difference_is_shown_cell_by_cell(project) -> None:
    project.plant("a.ipynb", written(IMPORTS, "x = 1", LONE))
    out = project.run("check", "--diff", "a.ipynb").out
    assert out.startswith("--- a/a.ipynb:cell 4\n+++ b/a.ipynb:cell 4\n@@ -1 +1 @@\n-Producer(")
    assert out.count("@@") == 2


FIXED = {
    "a value": (LONE, LONE.replace("1}", "'all'}")),
    "quotes of the JSON": (LONE.replace("'", '"'), LONE.replace("'", '"').replace("1}", '"all"}')),
    "a line inserted": (
        "Producer({\n    'acks': 'all',  # é 😀\n})\nx = '\\n'",
        "Producer({\n    'acks': 'all',  # é 😀\n    'enable.idempotence': True,\n})\nx = '\\n'",
    ),
    "a line deleted": (
        "Producer({\n    'enable.idempotence': True,\n    'retries': 0,\n})",
        "Producer({\n    'enable.idempotence': True,\n})",
    ),
    "the last line deleted": (
        "c = {'enable.idempotence': True}\np = lambda: Producer(c)\nc['retries'] = 0",
        "c = {'enable.idempotence': True}\np = lambda: Producer(c)",
    ),
    "beside magics": (
        "%%time\nx = !ls\n%time p = " + LONE + "\n!!cat \\\n  x\np?",
        "%%time\nx = !ls\n%time p = " + LONE.replace("1}", "'all'}") + "\n!!cat \\\n  x\np?",
    ),
}


@pytest.mark.parametrize("name", FIXED)
def test_only_the_code_changes(project, name) -> None:
    before, after = FIXED[name]
    path = project.plant("a.ipynb", written(IMPORTS, before, "def (", "%%bash\nls"))
    outputs = json.loads(path.read_bytes())
    expected = written(IMPORTS, after, "def (", "%%bash\nls")
    project.run("check", "--fix", "--unsafe-fixes", ".")
    changed = json.loads(path.read_bytes())
    assert "".join(changed["cells"][2]["source"]) == after
    changed["cells"][2]["source"] = outputs["cells"][2]["source"]
    assert changed == outputs
    kept = json.loads(expected)
    kept["cells"][2]["outputs"] = outputs["cells"][2]["outputs"]
    assert path.read_bytes() == (nbformat.writes(nbformat.from_dict(kept)) + "\n").encode()
    assert project.run("check", "--diff", "--unsafe-fixes", ".").status == 0


def test_old_and_odd_notebooks_are_rewritten_as_they_are_written(project) -> None:
    cell = '{"input": "%s\\n%s", "language":"python" , "outputs" :[ ] ,"cell_type": "code"}'
    code = cell % ("from confluent_kafka import Producer\\nx = '\\u00e9\\ud83d\\ude00\\/'", LONE)
    text = '\ufeff{"nbformat": 3,\r\n\t"worksheets":[{ "cells":[' + code + '], "x": 1e5, "y": "\\u0041" }] }'
    path = project.plant("a.ipynb", text.encode())
    assert project.run("check", "--fix", "a.ipynb").status == 0
    assert path.read_bytes() == text.replace("'acks': 1", "'acks': 'all'").encode()


def test_a_cell_that_is_no_python_costs_the_others_nothing(project) -> None:
    project.plant("a.ipynb", written(IMPORTS, "print 'x'", "s = '''", LONE, "(" * 2000))
    ran = project.check("--show-undecided", ".")
    assert ran.rules == ["KFK101"]
    assert "undecided a.ipynb: cell 3, line 1: syntax error" in ran.out
    assert "2 more of its cells cannot be read either" in ran.out
    named = project.check("a.ipynb")
    assert named.status == 2
    assert named.rules == ["KFK101"]
    assert "failed a.ipynb:cell 3:1:1: cannot be read: syntax error" in named.out


def test_a_broken_cell_that_uses_a_client_is_a_failure(project) -> None:
    project.plant("a.ipynb", written(IMPORTS, LONE, "from kafka import KafkaProducer\nKafkaProducer(acks=1"))
    ran = project.run("check", "--output-format", "json", ".")
    assert ran.status == 2
    assert [(one["cell"], one["line"]) for one in ran.json["failures"]] == [(4, 2)]
    assert [one["rule"] for one in ran.json["findings"]] == ["KFK101"]


def test_what_may_bind_any_name_leaves_names_undecided(project) -> None:
    cells = (IMPORTS, "conf = {'acks': 1, 'enable.idempotence': True}")
    project.plant("run.ipynb", written(*cells, "%run ./settings.py", "Producer(conf)"))
    project.plant("deep.ipynb", written(*cells, "conf = " + "[" * 150 + "]" * 150, "Producer(conf)"))
    ran = project.check("--notes", ".")
    assert ran.rules == ["KFK209", "KFK209"]
    assert "a name from another notebook or script" in ran.out
    assert "a name from a cell that cannot be read" in ran.out


@pytest.mark.parametrize(
    "metadata", [{"language_info": {"name": "R"}}, {"kernelspec": {"name": "s", "language": "scala"}}]
)
def test_notebooks_of_other_languages_are_left_alone(project, metadata) -> None:
    kernel = {"display_name": "x", "name": "x"}
    if "kernelspec" in metadata:
        metadata["kernelspec"] |= kernel
    project.plant("a.ipynb", written(IMPORTS, LONE, **metadata))
    assert project.check("a.ipynb").rules == []


def test_comments_silence_in_cells(project) -> None:
    comment = "# kafkalint: ignore[KFK101] known"
    project.plant("a.ipynb", written(IMPORTS, f"{LONE}  {comment}\n{comment}\n{LONE}", f"x = 1  {comment}"))
    assert project.check("a.ipynb").out.startswith("a.ipynb:cell 4:1:8: warning[KFK001]")


@pytest.mark.parametrize(("text", "status"), [('{"cells": [from kafka', 2), ('{"cells": ["kafka"', 0)])
def test_what_is_no_notebook(project, text, status) -> None:
    project.plant("a.ipynb", text.encode())
    assert project.check("a.ipynb").status == project.check(".").status == status


def test_copies_of_the_editor_are_left_unless_named(project) -> None:
    project.plant(".ipynb_checkpoints/a.ipynb", written(IMPORTS, LONE))
    assert project.check(".").rules == []
    assert project.check(".ipynb_checkpoints/a.ipynb").rules == ["KFK101"]


def test_large_outputs_are_passed_over(project) -> None:
    picture = base64.b64encode(os.urandom(3_000_000)).decode()
    notebook = json.loads(written(IMPORTS, LONE))
    notebook["cells"][1]["outputs"] = [{"output_type": "display_data", "data": {"image/png": picture}, "metadata": {}}]
    path = project.plant("a.ipynb", json.dumps(notebook, indent=1).encode())
    before = path.read_bytes()
    assert project.check("--fix", ".").status == 0
    assert path.read_bytes() == mended(before)


def test_standard_input(project) -> None:
    data = written(IMPORTS, LONE)
    ran = project.run("check", "--fix", "--stdin-filename", "a.ipynb", "-", stdin=data)
    assert ran.bytes == mended(data)
