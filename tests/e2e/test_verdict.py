"""`kafkalint verdict`: the answer for a person, and the one for a program."""

from __future__ import annotations

import json

import pytest

JAVA = ("verdict", "--client", "java", "--client-version", "3.7")


def test_for_a_person(project) -> None:
    ran = project.run(*JAVA, "acks=1")
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[0] == "java 3.7: not-idempotent (off-silent)"
    assert lines[1].startswith("  - ")
    assert lines[-1] == "  in effect: acks 1, retries 2147483647, in flight 5"


def test_without_settings(project) -> None:
    assert project.run(*JAVA).out.startswith("java 3.7: idempotent (on)\n")


@pytest.mark.parametrize(
    ("client", "version", "settings", "answer"),
    [
        ("java", "3.7", ["acks=1"], "not-idempotent (off-silent)"),
        ("java", "3.7", ["acks='all'"], "rejected (rejected)"),
        ("java", "3.7", ["acks=1", "enable.idempotence=true"], "rejected (rejected)"),
        ("java", "3.7", ["enable.idempotence=false"], "not-idempotent (off-explicit)"),
        ("java", "2.8", [], "not-idempotent (off-default)"),
        ("librdkafka", "2.6", ["enable.idempotence=true", "acks=all"], "idempotent (on)"),
        ("librdkafka", "2.6", ["enable.idempotence=true", "acks=1"], "rejected (rejected)"),
        ("confluent-kafka", "2.6", ["enable.idempotence=true", "acks=-1"], "idempotent (on)"),
        ("confluent-kafka", "2.6", ["enable.idempotence=true", "max.in.flight=5"], "idempotent (on)"),
        ("kafka-python", "2.3.0", ["enable_idempotence=true", "acks=-1"], "idempotent (on)"),
        ("aiokafka", "0.12", ["enable_idempotence=true", "acks=all"], "idempotent (on)"),
        ("aiokafka", "0.12", ["enable_idempotence=true", "acks=1"], "rejected (rejected)"),
    ],
)
def test_values_of_the_command_line(project, client, version, settings, answer) -> None:
    ran = project.run("verdict", "--client", client, "--client-version", version, *settings)
    assert ran.out.splitlines()[0] == f"{client} {version}: {answer}"


def test_a_quoted_value_is_text(project) -> None:
    aiokafka = ("verdict", "--client", "aiokafka", "--client-version", "0.12", "enable_idempotence=true")
    assert "rejected" in project.run(*aiokafka, 'acks="1"').out
    assert "rejected" in project.run(*aiokafka, "acks=1").out


def test_one_json_object_a_line(project) -> None:
    lines = ["{}", '{"acks": "1"}', '{"enable.idempotence": "true", "acks": "1"}', '{"acks": 1}']
    ran = project.run(*JAVA, "--jsonl", stdin="\n".join(lines) + "\n")
    assert ran.status == 0
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [answer["verdict"] for answer in answers][:3] == ["idempotent", "not-idempotent", "rejected"]
    assert answers[3]["verdict"] == "rejected", "a Java Integer is no text"
    for answer in answers:
        assert list(answer) == ["verdict", "state", "reasons", "effective", "error"]
        assert list(answer["effective"]) == ["acks", "retries", "max_in_flight"]
        for reason in answer["reasons"]:
            assert set(reason) == {"cause", "setting", "effect", "text", "stage"}


def test_a_failure_that_comes_later_is_a_reason_with_its_stage(project) -> None:
    aiokafka = ("verdict", "--client", "aiokafka", "--client-version", "0.12")
    ran = project.run(*aiokafka, "--jsonl", stdin='{"enable_idempotence": true, "api_version": "0.10"}\n')
    answer = ran.json
    assert answer["verdict"] == "idempotent", "the constructor's answer"
    assert [(reason["setting"], reason["stage"]) for reason in answer["reasons"]] == [("api_version", "start")]
    person = project.run(*aiokafka, "enable_idempotence=true", 'api_version="0.10"')
    assert "(when it starts)" in person.out


def test_no_lines_no_answers(project) -> None:
    assert (project.run(*JAVA, "--jsonl", stdin="").out, project.run(*JAVA, "--jsonl", stdin="").status) == ("", 0)


@pytest.mark.parametrize("line", ["acks=1", "[1]", "1", '{"acks": }', "[" * 100_000, '{"acks": 1} {}', "", "\udcff"])
def test_a_bad_line_is_named_and_ends_the_answers(project, line) -> None:
    data = b"{}\n" + line.encode("utf-8", "surrogateescape") + b"\n{}\n"
    ran = project.run(*JAVA, "--jsonl", stdin=data)
    assert ran.status == 2
    assert len(ran.out.splitlines()) == 1, "what was right before is answered"
    assert ran.err.startswith("kafkalint: standard input, line 2: ")
    assert len(ran.err.splitlines()) == 1


def test_numbers_without_end_and_types_of_their_own(project) -> None:
    data = '{"acks": NaN}\n{"acks": 1e999}\n{"acks": [1, 2]}\n{"acks": {"a": 1}}\n{"acks": null}\n{"acks": true}\n'
    for client in ("java", "librdkafka", "confluent-kafka", "kafka-python", "kafka-python-ng", "aiokafka"):
        ran = project.run("verdict", "--client", client, "--client-version", "2.0", "--jsonl", stdin=data)
        assert ran.status == 0, ran.err
        assert len([json.loads(line) for line in ran.out.splitlines()]) == 6
        assert "NaN" not in ran.out
        assert "Infinity" not in ran.out
