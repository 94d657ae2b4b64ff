"""Suppressions without effect are taken out, and nothing but them, in every syntax that has comments."""

from __future__ import annotations

import json

import pytest

GOOD = {
    "a.py": (
        'from confluent_kafka import Producer\n\nProducer({\n    {0}\n    "enable.idempotence": True,{1}\n})\n',
        "#",
    ),
    "application.yml": ("spring:\n  kafka:\n    producer:\n      {0}\n      acks: all{1}\n", "#"),
    "application.properties": ("{0}\nspring.kafka.producer.acks=all\n", "#"),
    "settings.toml": ('[kafka.producer]\n{0}\nacks = "all"{1}\n"enable.idempotence" = true\n', "#"),
    "connect.env": ("CONNECT_BOOTSTRAP_SERVERS=x:9092\n{0}\nCONNECT_PRODUCER_ENABLE_IDEMPOTENCE=true{1}\n", "#"),
    "kafka.ini": ("[kafka.producer]\n{0}\nbootstrap.servers = x:9092\nacks = all\n", ";"),
    "application.conf": ("akka.kafka.producer.kafka-clients {\n  {0}\n  acks = all{1}\n}\n", "//"),
    "kafka.json": ('{"kafka": {"producer": {\n  {0}\n  "bootstrap.servers": "x:9092", "acks": "all"{1}\n}}}\n', "//"),
    "requirements.txt": ("{0}\nconfluent-kafka==2.6.1{1}\n", "#"),
    "pom.xml": (
        "<project>\n  {0}\n  <properties><kafka.version>3.7.0</kafka.version></properties>{1}\n</project>\n",
        "<!--",
    ),
    "build.gradle": ("dependencies {\n  {0}\n  implementation 'org.apache.kafka:kafka-clients:3.7.0'{1}\n}\n", "//"),
}
"""A text in which nothing is wrong, with a line for a comment and perhaps a gap beside a value, and the marker."""
IDLE = ["ignore[KFK201] why", "ignore[KFK201] until=2020-01-01", "ignore[KFK999]", "ignore-file[KFK101]"]
CASES = [
    (name, gap, said) for name, (text, _) in GOOD.items() for gap in (0, 1) if f"{{{gap}}}" in text for said in IDLE
]


def written(name: str, gap: int, said: str) -> tuple[str, str]:
    """A text with a comment, and without it."""
    text, marker = GOOD[name]
    comment = f"{marker} kafkalint: {said}" + (" -->" if marker == "<!--" else "")
    lines = [line for line in text.split("\n") if line.strip() != "{0}"]
    bare = "\n".join(lines).replace("{1}", "")
    if gap:
        return "\n".join(lines).replace("{1}", f"  {comment}"), bare
    return text.replace("{0}", comment).replace("{1}", ""), bare


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("name", "gap", "said"), CASES)
def test_it_is_gone_and_every_other_byte_is_there(project, name, gap, said, newline) -> None:
    before, after = (text.replace("\n", newline).encode() for text in written(name, gap, said))
    path = project.plant(name, before)
    ran = project.check()
    assert len(ran.rules) == 1, ran.out
    assert ran.rules[0] in {"KFK001", "KFK002", "KFK003"}
    diff = project.check("--fix", "--unsafe-fixes", "--diff")
    assert (diff.status, path.read_bytes()) == (1, before)
    ran = project.check("--fix", "--unsafe-fixes")
    assert (ran.status, ran.rules) == (0, []), ran.out
    assert path.read_bytes() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# noqa  # kafkalint: ignore[KFK201] why", "# noqa"),
        ("# kafkalint: ignore[KFK201] see #12  # noqa", "# noqa"),
        ("# see the wiki  kafkalint: ignore[KFK201]", "# see the wiki"),
        ("# a # kafkalint: ignore[KFK201] b # c", "# a # c"),
        ("# kafkalint: ignore[KFK102, KFK201] why", None),
        ("# kafkalint: ignore[KFK101,KFK999 , KFK102] why", None),
        ("# kafkalint: ignore[KFK201, KFK999] until=2999-01-01", None),
    ],
)
def test_what_else_a_comment_says_stays(project, before, after) -> None:
    text = "{}\nspring.kafka.producer.acks=all\n"
    path = project.plant("application.properties", text.format(before))
    assert project.check("--fix", "--unsafe-fixes").status == 0
    assert path.read_text() == text.format(after or "").removeprefix("\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ignore[KFK201, KFK101] why", "ignore[KFK201] why"),
        ("ignore[ KFK101 , KFK201 ] why", "ignore[KFK201] why"),
        ("ignore[KFK999,KFK201,KFK998]", "ignore[KFK201]"),
        ("ignore[KFK101, KFK201, KFK999]", "ignore[KFK201]"),
    ],
)
def test_rules_that_are_named_in_vain_leave_those_that_are_needed(project, before, after) -> None:
    text = "# kafkalint: {}\nspring.kafka.producer.acks=1\n"
    path = project.plant("application.properties", text.format(before))
    ran = project.check("--fix", "--unsafe-fixes")
    assert (ran.status, path.read_text()) == (0, text.format(after))


def test_a_block_goes_with_its_end(project) -> None:
    path = project.plant(
        "application.properties",
        "# kafkalint: ignore-start[KFK201] x\nspring.kafka.producer.acks=all\n# kafkalint: ignore-end[KFK201]",
    )
    assert project.check("--fix").status == 0
    assert path.read_text() == "spring.kafka.producer.acks=all"


def test_a_block_keeps_the_same_rules_at_both_ends(project) -> None:
    text = "# kafkalint: ignore-start[{0}] x\nspring.kafka.producer.acks=1\n# kafkalint: ignore-end[{0}]\n"
    path = project.plant("application.properties", text.format("KFK101, KFK201"))
    assert project.check("--fix").status == 0
    assert path.read_text() == text.format("KFK201")


@pytest.mark.parametrize(
    ("comment", "why"),
    [
        ("# kafkalint: ignore KFK201", "only its author knows what was meant"),
        ("# kafkalint: ignore-start[KFK201]", "only its author knows what was meant"),
    ],
)
def test_what_is_no_suppression_is_left_to_its_author(project, comment, why) -> None:
    path = project.plant("application.properties", f"{comment}\nspring.kafka.producer.acks=all\n")
    before = path.read_bytes()
    ran = project.run("check", "--fix", "--unsafe-fixes")
    assert (ran.status, path.read_bytes()) == (1, before)
    assert f"not rewritten: {why}" in ran.out


def test_a_comment_of_several_lines_stays(project) -> None:
    path = project.plant(
        "pom.xml",
        "<project>\n  <!-- kafkalint: ignore[KFK201]\n  the licence -->\n  <a>kafka-clients</a>\n</project>\n",
    )
    before = path.read_bytes()
    ran = project.run("check", "--fix", "--unsafe-fixes")
    assert (ran.status, path.read_bytes()) == (1, before)
    assert "not rewritten: it stands in a comment of several lines" in ran.out


def test_code_may_need_it_elsewhere_and_what_has_ended_nobody_needs(project) -> None:
    text = "from confluent_kafka import Producer\n\n# kafkalint: {}\nProducer({{'enable.idempotence': True}})\n"
    path = project.plant("a.py", text.format("ignore[KFK203] why"))
    assert project.check("--fix").rules == ["KFK001"]
    path.write_text(text.format("ignore[KFK203] until=2020-01-01"))
    assert project.check("--fix").status == 0
    assert "kafkalint" not in path.read_text()


def test_a_comment_that_another_module_needs_stays(project) -> None:
    settings = project.plant(
        "settings.py",
        """
        # kafkalint: ignore[KFK302] in vain
        CONFIG = {
            "enable.idempotence": True,
            # kafkalint: ignore[KFK101] agreed
            "acks": 1,
        }
        """,
    )
    project.plant(
        "send.py",
        "from confluent_kafka import Producer\nfrom settings import CONFIG\n\nproducer = Producer(CONFIG)\n",
    )
    before = settings.read_text()
    assert project.check().rules == ["KFK001"]
    ran = project.check("--fix", "--unsafe-fixes")
    assert (ran.status, ran.rules) == (0, []), ran.out
    assert settings.read_text() == before.partition("\n")[2]


def test_a_comment_that_a_profile_of_another_file_needs_stays(project) -> None:
    path = project.plant(
        "application.properties",
        "# kafkalint: ignore[KFK101] in dev\nspring.kafka.producer.acks=1\n",
    )
    project.plant("application-dev.properties", "spring.kafka.producer.properties.enable.idempotence=true\n")
    before = path.read_bytes()
    for asked in ((), ("application.properties",)):
        ran = project.check("--fix", *asked)
        assert (ran.rules, path.read_bytes()) == (["KFK201"], before), ran.out


def test_a_comment_goes_together_with_what_made_it_needless(project) -> None:
    path = project.plant(
        "a.py",
        """
        from confluent_kafka import Producer

        producer = Producer({"enable.idempotence": True, "acks": 1})
        other = Producer({"enable.idempotence": True})  # kafkalint: ignore[KFK101] until=2020-01-01
        """,
    )
    ran = project.check("--fix")
    assert (ran.status, ran.rules) == (0, []), ran.out
    assert '"acks": "all"' in path.read_text()
    assert "kafkalint" not in path.read_text()


def test_on_standard_input(project) -> None:
    text = "# kafkalint: ignore[KFK101]\nspring.kafka.producer.acks=all\n"
    ran = project.run("check", "--fix", "--stdin-filename", "application.properties", "-", stdin=text)
    assert (ran.status, ran.out) == (0, "spring.kafka.producer.acks=all\n")


def test_in_a_notebook(project) -> None:
    cells = [
        ["from confluent_kafka import Producer\n", "# kafkalint: ignore[KFK101] until=2020-01-01"],
        ["# kafkalint: ignore[KFK101] until=2020-01-01"],
        ["Producer({'enable.idempotence': True})  # kafkalint: ignore[KFK101] until=2020-01-01\n", "x = 1"],
    ]

    def notebook(cells: list[list[str]]) -> str:
        made = [
            {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": cell}
            for cell in cells
        ]
        return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)

    path = project.plant("a.ipynb", notebook(cells).encode())
    ran = project.check("--fix")
    assert (ran.status, ran.rules) == (0, []), ran.out
    after = [cell["source"] for cell in json.loads(path.read_text())["cells"]]
    assert ["".join(cell) for cell in after] == [
        "from confluent_kafka import Producer",
        "",
        "Producer({'enable.idempotence': True})\nx = 1",
    ]


def test_inside_a_text_of_yaml(project) -> None:
    text = """
        apiVersion: v1
        kind: ConfigMap
        data:
          application.yml: |
            spring:
              kafka:
                producer:{}
                  acks: all
        """
    path = project.plant("config.yaml", text.format("\n                  # kafkalint: ignore[KFK201] until=2020-01-01"))
    assert project.check("--fix").status == 0
    project.plant("other.yaml", text.format(""))
    assert path.read_bytes() == (project.folder / "other.yaml").read_bytes()


def test_a_migration_leaves_comments_alone(project) -> None:
    path = project.plant("application.properties", "# kafkalint: ignore[KFK302] x\nspring.kafka.producer.acks=1\n")
    assert project.run("migrate", "--apply").status == 0
    assert path.read_text().startswith("# kafkalint: ignore[KFK302] x\n")
