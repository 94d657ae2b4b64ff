"""A baseline: what it knows is not reported, whatever became of lines and files; what is new fails."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from kafkalint.cli.baseline import DEFAULT

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/baseline-1.json").read_text("utf-8"))
REFUSES = """
    from confluent_kafka import Producer

    Producer({"enable.idempotence": True, "acks": 1, "sasl.password": "hunter2"})
"""
SOUND = """
    from confluent_kafka import Producer

    Producer({"enable.idempotence": True})
"""
SILENT = "spring.kafka.producer.acks=1\n"


@pytest.fixture
def known(project):
    """A project with two findings, and a baseline that knows them."""
    project.plant("src/a.py", REFUSES)
    project.plant("conf/application.properties", SILENT)
    assert project.run("baseline", "create").status == 0
    return project


def check(project, *arguments: str):
    return project.check("--baseline", DEFAULT, *arguments)


def diff(project, *arguments: str) -> list[str]:
    """The lines of `baseline diff` without the places of new findings."""
    return [line.split(":")[0] for line in project.run("baseline", "diff", *arguments).out.splitlines()[:-1]]


def test_known_findings_do_not_count(known) -> None:
    assert known.check().rules == ["KFK201", "KFK101"]
    ran = check(known)
    assert (ran.status, ran.rules) == (0, [])
    assert "2 known findings." in ran.out


def test_a_new_finding_fails_and_is_the_only_one_told(known) -> None:
    known.plant("src/b.py", REFUSES)
    ran = check(known)
    assert (ran.status, ran.rules) == (1, ["KFK101"])
    assert "src/b.py" in ran.out
    assert diff(known) == ["new src/b.py"]


def test_one_more_of_the_same_is_new(known) -> None:
    known.plant("src/a.py", Path("src/a.py").read_bytes() * 2)
    assert check(known).rules == ["KFK101"]


def test_moved_lines_and_other_values_are_still_known(known) -> None:
    known.plant("src/a.py", "# one\n\n\n" + Path("src/a.py").read_text("utf-8").replace('"acks": 1', '"acks":  0'))
    known.plant("conf/application.properties", f"# more\n\n{SILENT}")
    assert [rule for rule in check(known).rules if rule != "KFK401"] == []


def test_the_folder_of_the_run_does_not_matter(known, monkeypatch) -> None:
    monkeypatch.chdir("src")
    ran = known.check("--baseline", f"../{DEFAULT}", "--strict-baseline", "..")
    assert (ran.status, ran.rules, ran.err) == (0, [], "")


@pytest.mark.parametrize("goal", ["src/renamed.py", "deep/er/a.py"])
def test_a_renamed_file_is_still_known(known, goal) -> None:
    Path(goal).parent.mkdir(parents=True, exist_ok=True)
    Path("src/a.py").rename(goal)
    assert (check(known, "--strict-baseline").status, diff(known)) == (0, [])
    assert known.run("baseline", "prune").status == 0
    assert f'"{goal}"' in Path(DEFAULT).read_text("utf-8")
    assert "src/a.py" not in Path(DEFAULT).read_text("utf-8")


def test_files_of_a_renamed_folder_are_told_apart_by_their_names(project) -> None:
    for name in ("one", "two"):
        project.plant(f"old/{name}/app.py", REFUSES)
    project.run("baseline", "create")
    Path("old").rename("new")
    assert diff(project) == []


def test_where_it_is_not_clear_which_file_was_renamed_all_is_new(project) -> None:
    project.plant("a.py", REFUSES)
    project.run("baseline", "create")
    Path("a.py").unlink()
    project.plant("b.py", REFUSES)
    project.plant("c.py", REFUSES)
    assert diff(project) == ["new b.py", "new c.py", "gone a.py"]


def test_a_copy_is_new(known) -> None:
    known.plant("src/copy.py", REFUSES)
    assert diff(known) == ["new src/copy.py"]


def test_a_file_that_the_baseline_names_takes_over_nothing(known) -> None:
    Path("src/a.py").unlink()
    known.plant("conf/application.properties", SILENT)
    known.plant("src/b.py", SOUND)
    assert diff(known) == ["gone src/a.py"]


def test_what_is_gone_must_leave_when_asked_strictly(known) -> None:
    known.plant("src/a.py", SOUND)
    assert check(known).status == 0
    ran = check(known, "--strict-baseline")
    assert ran.status == 1
    assert ran.err == f"kafkalint: {DEFAULT}: src/a.py: KFK101 acks is gone; kafkalint baseline prune takes it out\n"
    assert known.run("baseline", "prune").out == (
        f"gone src/a.py: KFK101 acks\n{DEFAULT}: 1 taken out, 1 known finding left.\n"
    )
    assert check(known, "--strict-baseline").status == 0


def test_only_what_was_looked_for_can_be_gone(known) -> None:
    Path("conf/application.properties").write_text("")
    assert check(known, "--strict-baseline", "src").status == 0
    assert known.run("baseline", "prune", "src").out.endswith("0 taken out, 2 known findings left.\n")
    assert check(known, "--strict-baseline", "conf").status == 1


def test_create_keeps_what_it_has_about_other_paths(known) -> None:
    known.plant("src/b.py", REFUSES)
    assert known.run("baseline", "create", "src").out == f"{DEFAULT}: 3 known findings.\n"


def test_what_cannot_be_checked_is_not_gone(known) -> None:
    before = Path(DEFAULT).read_bytes()
    known.plant("src/a.py", "from confluent_kafka import Producer\nProducer({\n")
    for asked in ("create", "diff", "prune"):
        ran = known.run("baseline", asked)
        assert ran.status == 2
        assert ran.err.splitlines()[-1] == f"kafkalint: 1 file could not be checked; {DEFAULT} is as it was"
    assert Path(DEFAULT).read_bytes() == before
    assert check(known, "--strict-baseline").status == 2


@pytest.mark.parametrize("option", [("--select", "KFK1"), ("--ignore", "KFK1"), ("--min-severity", "error")])
def test_strictness_needs_all_findings(known, option) -> None:
    ran = check(known, "--strict-baseline", *option)
    assert (ran.status, ran.err) == (
        2,
        f"kafkalint: --strict-baseline needs all findings, and {option[0]} leaves some out\n",
    )


def test_the_configuration_names_it(known) -> None:
    known.plant("kafkalint.toml", f'baseline = "{DEFAULT}"\n')
    assert (known.check().status, known.check("--isolated").status) == (0, 1)
    known.plant("src/b.py", REFUSES)
    assert known.run("baseline", "create").out == f"{DEFAULT}: 3 known findings.\n"
    Path(DEFAULT).unlink()
    assert known.check().err == f"kafkalint: {DEFAULT}: no such baseline; kafkalint baseline create writes one\n"


def test_every_configuration_has_its_own(project) -> None:
    for name in ("one", "two"):
        project.plant(f"{name}/kafkalint.toml", "baseline = 'known.json'\n")
        project.plant(f"{name}/a.py", REFUSES)
        project.run("baseline", "create", name, "--baseline", f"{name}/known.json")
    assert project.check("--strict-baseline").status == 0
    project.plant("two/b.py", REFUSES)
    assert project.check().rules == ["KFK101"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "it names no schema"),
        (b'{"schema": "kafkalint/baseline/2", "findings": 7}', "its schema is 'kafkalint/baseline/2'"),
        (b'{"schema": "kafkalint/baseline/1"}', "findings: Field required"),
        (b'{"schema": "kafkalint/baseline/1", "findings": [{"path": 1}]}', "findings.0.path: "),
    ],
)
@pytest.mark.parametrize("asked", [["check", "--baseline", DEFAULT], ["baseline", "create"], ["baseline", "prune"]])
def test_what_is_no_baseline_is_said_in_a_line(project, content, why, asked) -> None:
    project.plant(DEFAULT, content)
    ran = project.run(*asked)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert ran.err.startswith(f"kafkalint: {DEFAULT}: ")
    assert why in ran.err
    assert Path(DEFAULT).read_bytes() == content


def test_an_odd_path_in_it_is_only_gone(project) -> None:
    one = {"path": "a\0b", "rule": "KFK101", "client": "", "setting": ""}
    project.plant(DEFAULT, json.dumps({"schema": "kafkalint/baseline/1", "findings": [one]}))
    ran = project.run("baseline", "diff")
    assert (ran.status, ran.out.splitlines()[-1]) == (1, "0 new, 1 gone, 0 known.")


def test_the_file_holds_no_text_of_the_source_and_is_what_the_schema_says(known) -> None:
    text = Path(DEFAULT).read_text("utf-8")
    jsonschema.validate(json.loads(text), SCHEMA)
    assert "hunter2" not in text
    assert "Producer" not in text
    assert [set(one) for one in json.loads(text)["findings"]] == [{"path", "rule", "client", "setting", "count"}] * 2
    before = Path(DEFAULT).stat().st_mtime_ns
    assert known.run("baseline", "create").status == 0
    assert Path(DEFAULT).stat().st_mtime_ns == before


def test_a_file_that_cannot_be_written_is_said(known) -> None:
    before = Path(DEFAULT).read_bytes()
    known.plant("src/b.py", REFUSES)
    Path(DEFAULT).chmod(0o444)
    ran = known.run("baseline", "create")
    assert (ran.status, ran.err) == (2, f"kafkalint: {DEFAULT}: cannot be written: it is read-only\n")
    assert Path(DEFAULT).read_bytes() == before


def test_sarif_says_what_is_new_and_what_is_known(known, official) -> None:
    known.plant("src/b.py", REFUSES)
    ran = known.run("check", "--baseline", DEFAULT, "--output-format", "sarif", "--show-suppressed")
    jsonschema.validate(ran.json, official("https://json.schemastore.org/sarif-2.1.0.json"))
    results = ran.json["runs"][0]["results"]
    assert sorted(
        (one["baselineState"], one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for one in results
    ) == [
        ("new", "src/b.py"),
        ("unchanged", "conf/application.properties"),
        ("unchanged", "src/a.py"),
    ]
    plain = known.run("check", "--output-format", "sarif").json["runs"][0]["results"]
    assert not any("baselineState" in one for one in plain)


def test_programs_learn_how_many_there_are(known) -> None:
    known.plant("src/a.py", SOUND)
    counts = known.run("check", "--baseline", DEFAULT, "--output-format", "json").json["summary"]
    assert (counts["known"], counts["gone"], counts["warnings"], counts["errors"]) == (1, 1, 0, 0)
