"""The Python API: what `import kafkalint` offers, and that it costs nothing until it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import kafkalint

REFUSES = b'from confluent_kafka import Producer\n\nProducer({"enable.idempotence": True, "acks": 1})\n'
WEAK = b'from confluent_kafka import Producer\n\nProducer({"acks": 1})\n'


def test_check_gives_a_report(project) -> None:
    path = project.plant("a.py", REFUSES)
    report = kafkalint.check([path])
    assert [finding.rule for finding in report.findings] == ["KFK101"]
    assert report.producers == 1
    assert not report.failures
    assert path.read_bytes() == REFUSES


def test_check_takes_paths_texts_and_nothing(project) -> None:
    project.plant("src/a.py", REFUSES)
    assert len(kafkalint.check().findings) == 1
    assert len(kafkalint.check(["src"]).findings) == 1
    assert len(kafkalint.check("src/a.py").findings) == 1
    assert kafkalint.check([]).findings == ()


def test_check_fixes_on_request(project) -> None:
    path = project.plant("a.py", WEAK)
    assert kafkalint.check([path], fix=True).fixed == 0
    assert kafkalint.check([path], fix=True, unsafe_fixes=True).fixed == 1
    assert b'"enable.idempotence": True' in path.read_bytes()


def test_check_selects_and_shows_notes(project) -> None:
    path = project.plant(
        "a.py", b'from confluent_kafka import Producer\nfrom x import y\n\nProducer({"enable.idempotence": y})\n'
    )
    assert kafkalint.check([path]).findings == ()
    assert [finding.rule for finding in kafkalint.check([path], notes=True).findings] == ["KFK209"]
    assert kafkalint.check([path], notes=True, ignore=["KFK2"]).findings == ()
    assert kafkalint.check([path], notes=True, select=["KFK1"]).findings == ()


def test_a_bad_configuration_is_an_error_with_one_line(project) -> None:
    project.plant("kafkalint.toml", "selekt = []")
    with pytest.raises(kafkalint.ConfigError, match="unknown key 'selekt'"):
        kafkalint.check()
    assert kafkalint.check(isolated=True).failures == ()


def test_a_changed_configuration_and_folder_count_at_once(project, monkeypatch) -> None:
    project.plant("a.py", REFUSES)
    project.plant("b/a.py", WEAK)
    assert len(kafkalint.check(["a.py"]).findings) == 1
    project.plant("kafkalint.toml", "ignore = ['KFK1']")
    assert kafkalint.check(["a.py"]).findings == ()
    monkeypatch.chdir(project.folder / "b")
    assert [finding.rule for finding in kafkalint.check(["a.py"]).findings] == ["KFK203"]


@pytest.mark.usefixtures("project")
def test_what_is_missing_is_a_failure_of_the_report() -> None:
    assert [failure.kind for failure in kafkalint.check(["no.py"]).failures] == ["missing"]


def test_verdict() -> None:
    found = kafkalint.verdict("java", "3.7", {"acks": "1"})
    assert found.outcome.value == "not-idempotent"
    with pytest.raises(ValueError, match="there is no client 'sarama'"):
        kafkalint.verdict("sarama", "1", {})


def test_everything_that_is_offered_is_there() -> None:
    assert sorted(kafkalint.__all__) == ["ConfigError", "Report", "Verdict", "__version__", "check", "verdict"]
    for name in kafkalint.__all__:
        assert getattr(kafkalint, name) is not None
    assert set(kafkalint.__all__) <= set(dir(kafkalint))
    with pytest.raises(AttributeError, match="has no attribute 'chekc'"):
        _ = kafkalint.chekc


def test_the_import_costs_nothing() -> None:
    code = "import sys; before = set(sys.modules); import kafkalint; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["__future__", "kafkalint"]
