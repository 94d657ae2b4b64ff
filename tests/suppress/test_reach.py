"""How far comments reach: blocks and files; and what they do not reach: mandatory rules."""

from __future__ import annotations

import pytest

SILENT = "spring.kafka.producer.acks=1\n"
REFUSES = """
    from confluent_kafka import Producer

    {}
    Producer({{"enable.idempotence": True, "acks": 1}})
    {}
    Producer({{"enable.idempotence": True, "acks": 1}})
    {}
"""


@pytest.mark.parametrize(
    ("comments", "lines"),
    [
        (("", "", ""), [("KFK101", 4), ("KFK101", 6)]),
        (("# kafkalint: ignore-start[KFK101] why", "# kafkalint: ignore-end[KFK101]", ""), [("KFK101", 6)]),
        (("# kafkalint: ignore-start[KFK101]", "", "# kafkalint: ignore-end[KFK101] over"), []),
        (("", "# kafkalint: Ignore-File[KFK101] why", ""), []),
        (("", "", "# kafkalint: ignore-file[KFK101] until=2999-01-01"), []),
        (("# kafkalint: ignore-file[KFK101] until=2020-01-01", "", ""), [("KFK003", 3), ("KFK101", 4), ("KFK101", 6)]),
        (("# kafkalint: ignore-file[KFK202]", "", ""), [("KFK001", 3), ("KFK101", 4), ("KFK101", 6)]),
        (("", "# kafkalint: ignore-start[KFK101]", ""), [("KFK101", 4), ("KFK002", 5), ("KFK101", 6)]),
        (("", "# kafkalint: ignore-end[KFK101]", ""), [("KFK101", 4), ("KFK002", 5), ("KFK101", 6)]),
        (
            ("# kafkalint: ignore-start[KFK101]", "# kafkalint: ignore-end[KFK202]", ""),
            [("KFK002", 3), ("KFK101", 4), ("KFK002", 5), ("KFK101", 6)],
        ),
        (
            ("# kafkalint: ignore-start[KFK101, KFK202]", "", "# kafkalint: ignore-end[KFK101, KFK202]"),
            [("KFK001", 3)],
        ),
        (("# kafkalint: ignore-begin[KFK101]", "", ""), [("KFK002", 3), ("KFK101", 4), ("KFK101", 6)]),
    ],
)
def test_blocks_and_files(project, comments, lines) -> None:
    project.plant("requirements.txt", "confluent-kafka==2.3.0\n")
    project.plant("a.py", REFUSES.format(*comments))
    found = project.run("check", "--output-format", "json").json["findings"]
    assert [(one["rule"], one["line"]) for one in found] == lines


def test_a_lonely_start_says_what_it_lacks(project) -> None:
    project.plant("application.properties", f"# kafkalint: ignore-start[KFK201]\n{SILENT}")
    assert "there is no ignore-end[KFK201] for it below" in project.check().out


def test_a_file_without_what_it_silences_is_told_once_in_yaml_too(project) -> None:
    project.plant(
        "application.yml", "# kafkalint: ignore-file[KFK201] ours\nspring:\n  kafka:\n    producer:\n      acks: 1\n"
    )
    ran = project.check()
    assert (ran.status, ran.rules) == (0, [])
    assert "1 suppressed" in ran.out


@pytest.mark.parametrize(
    ("wishes", "comment"),
    [
        ("", "kafkalint: ignore-file[KFK201]"),
        ("ignore = ['KFK2']", ""),
        ("select = ['KFK1']", ""),
        ("severity = {KFK201 = 'note'}", ""),
        ("[[per-file]]\npaths = ['*']\nignore = ['KFK201']", ""),
    ],
)
def test_nothing_silences_a_mandatory_rule(project, wishes, comment) -> None:
    project.plant("application.properties", f"# {comment}\n{SILENT}")
    project.plant("kafkalint.toml", wishes)
    assert "KFK201" not in project.check().rules
    project.plant("platform.toml", "mandatory = ['idempotence-silently-disabled']\n")
    project.plant(
        "kafkalint.toml", f"extend = 'platform.toml'\nmandatory = ['KFK9']\n{wishes}".replace("KFK9", "KFK101")
    )
    ran = project.run("check")
    assert (ran.status, ran.rules.count("KFK201")) == (1, 1)
    assert ("note: KFK201 is mandatory here, and no comment silences it" in ran.out) == bool(comment)
    assert "KFK001" not in ran.rules


def test_no_profile_silences_a_mandatory_rule(project) -> None:
    project.plant("a.py", "from confluent_kafka import Producer\n\nProducer({})\n")
    project.plant("kafkalint.toml", "profile = 'fire-and-forget'\n")
    assert project.check().rules == []
    project.plant("kafkalint.toml", "profile = 'fire-and-forget'\nmandatory = ['KFK203']\n")
    assert project.check().rules == ["KFK203"]


def test_no_baseline_knows_a_mandatory_rule(project) -> None:
    project.plant("application.properties", SILENT)
    project.run("baseline", "create", "--baseline", "known.json")
    assert project.check("--baseline", "known.json").status == 0
    project.plant("kafkalint.toml", "mandatory = ['KFK201']\n")
    assert project.check("--baseline", "known.json").rules == ["KFK201"]


def test_the_command_line_decides_what_one_run_looks_at(project) -> None:
    project.plant("application.properties", SILENT)
    project.plant("kafkalint.toml", "mandatory = ['KFK201']\n")
    assert project.check("--select", "KFK1").rules == []
    assert "KFK201" not in project.check("--ignore", "KFK201").rules


def test_a_mandatory_rule_must_exist(project) -> None:
    project.plant("application.properties", SILENT)
    project.plant("kafkalint.toml", "mandatory = ['KFK999']\n")
    ran = project.check()
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "mandatory: no rule is called 'KFK999'" in ran.err
