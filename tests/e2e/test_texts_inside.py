"""Files inside files: judged by their inner names, rewritten where they stand to the byte, or left with a reason."""

from __future__ import annotations

import pytest

CASES = {
    "a literal block": (
        "cm.yaml",
        b"""kind: ConfigMap
data:
  producer.properties: |
    # fast\t
    bootstrap.servers=a:1
    acks\t=\t1
    enable.idempotence=true

  last: x
""",
        b"acks\t=\t1",
        b"acks\t=\tall",
    ),
    "a line that goes": (
        "cm.yaml",
        b"""data:
    producer.properties: |-
          bootstrap.servers=a:1
          enable.idempotence=true
          retries=0
""",
        b"\n          retries=0",
        b"",
    ),
    "a line that comes, before blank lines that are kept": (
        "cm.yaml",
        b"""data:
  producer.properties: |+
   bootstrap.servers=a:1
   acks=1


  last: x
""",
        b"   acks=1\n",
        b"   acks=all\n   enable.idempotence=true\n",
    ),
    "YAML in YAML": (
        "cm.yaml",
        b"""data:
  application.yml: |
    spring:
      kafka:
        producer:
          acks: 1   # fast
          properties: {enable.idempotence: true}
""",
        b"acks: 1 ",
        b"acks: all ",
    ),
    "JSON in YAML": (
        "cm.yaml",
        b"""data:
  connector.json: |
    {
      "connector.class": "a.B",
      "producer.override.enable.idempotence": "true",
      "producer.override.acks": "1"
    }
""",
        b'acks": "1"',
        b'acks": "all"',
    ),
    "JSON in JSON": (
        "cm.json",
        rb"""{"data": {"c.json": "{\"connector.class\": \"a.B\", \"producer.override.acks\": \"1\",\r\n\"producer.override.enable.idempotence\": \"true\"}"}}
""",  # noqa: E501
        rb"acks\": \"1\"",
        rb"acks\": \"all\"",
    ),
    "properties in JSON": (
        "cm.json",
        b'{"producer.properties": "bootstrap.servers=a:1\\nacks=1\\n\\u0023 \\u00e9\\nlinger.ms=5\\n"}\n',
        b"acks=1\\n",
        b"acks=all\\nenable.idempotence=true\\n",
    ),
    "a string in quotes": (
        "cm.yaml",
        b'producer.properties: "bootstrap.servers=a:1\\nacks=1\\n"\n',
        b"acks=1\\n",
        b"acks=all\\nenable.idempotence=true\\n",
    ),
}
POM = """\
<project><dependencies><dependency>
  <groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>2.8.0</version>
</dependency></dependencies></project>
"""
"""A client whose default is no idempotence."""
SHAPES = {
    "as it is": lambda data: data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "BOM": lambda data: b"\xef\xbb\xbf" + data,
    "no final newline": lambda data: data.removesuffix(b"\n"),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("case", CASES)
def test_exact_bytes_and_then_rest(project, case, shape) -> None:
    name, before, old, new = CASES[case]
    assert before.count(old) == 1
    project.plant("pom.xml", POM)
    path = project.plant(name, SHAPES[shape](before))
    wanted = SHAPES[shape](before.replace(old, new))
    first = project.check("--fix", "--unsafe-fixes")
    assert path.read_bytes() == wanted
    assert first.status == 0, first.out
    again = project.check("--fix", "--unsafe-fixes", "--exit-non-zero-on-fix")
    assert again.status == 0, again.out
    assert path.read_bytes() == wanted


def test_a_fix_may_change_several_files_of_one_application(project) -> None:
    project.plant("pom.xml", POM)
    text = """\
data:
  application.yml: |
    spring.kafka.producer:
      client-id: a
      retries: 0
  application-prod.yml: |
    spring.kafka.producer.acks: 1
"""
    path = project.plant("cm.yaml", text)
    assert project.check("--fix", "--unsafe-fixes").status == 0
    wanted = text.replace("retries: 0", "properties.enable.idempotence: true").replace("acks: 1", "acks: all")
    assert path.read_text("utf-8") == wanted


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "producer.properties: >\n  bootstrap.servers=a:1\n\n  acks=1\n\n  enable.idempotence=true\n",
            "its lines are folded",
        ),
        (
            "producer.properties: 'bootstrap.servers=a:1\n\n  acks=1\n\n  enable.idempotence=true'\n",
            "its characters do not stand one by one",
        ),
        (
            (
                "a:\n  producer.properties: &p |\n    bootstrap.servers=a:1\n    acks=1\n    enable.idempotence=true\n"
                "b:\n  producer.properties: *p\n"
            ),
            "the value has the anchor &p",
        ),
    ],
)
def test_what_is_not_written_as_it_is_said_is_left_with_a_reason(project, text, reason) -> None:
    path = project.plant("cm.yaml", text)
    ran = project.check("--fix", "--unsafe-fixes", "--output-format", "full")
    assert ran.rules == ["KFK101"]
    assert f"not rewritten: {reason}" in ran.out
    assert path.read_text("utf-8") == text


def test_a_comment_inside_silences(project) -> None:
    project.plant(
        "cm.yaml",
        """
        data:
          producer.properties: |
            bootstrap.servers=a:1
            enable.idempotence=true
            # kafkalint: ignore[KFK101]
            acks=1
        """,
    )
    assert project.check().rules == []


def test_a_text_that_cannot_be_read_is_undecided_and_costs_nothing_else(project) -> None:
    project.plant(
        "cm.yaml",
        """
        data:
          connector.json: |
            {"connector.class": "kafka
          producer.properties: |
            bootstrap.servers=a:1
            enable.idempotence=true
            acks=1
        """,
    )
    ran = project.check("--show-undecided")
    assert ran.rules == ["KFK101"]
    assert "undecided cm.yaml: line 3: connector.json: unexpected '\"'" in ran.out


def test_secrets_inside_are_not_shown(project) -> None:
    project.plant(
        "cm.yaml",
        """
        data:
          application.yml: |
            spring.kafka:
              producer: {acks: 1, properties: {enable.idempotence: true}}
              password:
                value: hunter2
        """,
    )
    ran = project.check("--output-format", "full")
    assert ran.rules == ["KFK101"]
    assert "password" in ran.out
    assert "hunter2" not in ran.out


CHART = b"""{{- if .Values.enabled }}
data:
  connect-distributed.properties: |
    bootstrap.servers={{ .Values.kafka }}
    group.id=connect
    offset.storage.topic=offsets
    producer.acks=1
    producer.enable.idempotence=true
    {{- if .Values.lz4 }}
    producer.compression.type=lz4
    {{- end }}
{{- end }}
"""


@pytest.mark.parametrize("shape", SHAPES)
def test_what_a_template_leaves_certain_is_rewritten_around_it(project, shape) -> None:
    path = project.plant("templates/connect.yaml", SHAPES[shape](CHART))
    assert project.check("--fix").status == 0
    assert path.read_bytes() == SHAPES[shape](CHART.replace(b"producer.acks=1", b"producer.acks=all"))


def test_what_a_template_fills_in_or_leaves_out_is_not_judged(project) -> None:
    chart = CHART.replace(b"acks=1", b"acks={{ .Values.acks }}").replace(b"compression.type=lz4", b"retries=0")
    project.plant("templates/connect.yaml", chart)
    assert [rule for rule in project.check().rules if rule != "KFK209"] == []
