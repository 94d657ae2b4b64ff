"""What the outputs are tested on: a report made by hand that holds everything, and a real run with 200 findings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kafkalint.model.edit import Edit, Patch
from kafkalint.model.finding import Applicability, Confidence, Finding, Fix, Related, Severity
from kafkalint.model.producer import Site
from kafkalint.model.report import Failure, Report, Undecided
from kafkalint.model.rule import Condition, Example, Repair, Rule
from kafkalint.model.source import Source, Span
from kafkalint.reporters import reporters

REFUSES = """
    from confluent_kafka import Producer

    Producer({"enable.idempotence": True, "acks": 1})
"""
PIN = "confluent-kafka==2.3.0\n"
ODD = "conf d/é,:50%.yml"
TEXTS = {
    "orders.py": (
        'from confluent_kafka import Producer\n\nx = "漢😀"; Producer({"enable.idempotence": True, "acks": 1, "n": 2})'
    ),
    ODD: "kafka:\n  acks: 1\n  retries: 0  # kafkalint: ignore[ACME103] <metrics> | 50%\n  linger: 5\n",
    "requirements.txt": "confluent-kafka==2.3.0\n",
}


def site(path: str, text: str) -> Site:
    """Where `text` stands first in a file."""
    start = TEXTS[path].index(text)
    return Site(path, Span(start, start + len(text)))


def rule(number: int, severity: Severity, title: str, **more: object) -> Rule:
    """A rule with everything that explains it."""
    example = Example("acks=1", "a.properties", "acks=1\n", "acks=all\n", True, {}, {})
    return Rule(
        id=f"ACME{number}",
        name=f"rule-{number}",
        title=title,
        subject="producer",
        severity=severity,
        confidence=Confidence.HIGH,
        when=Condition("all", {}),
        message="",
        at="subject",
        why=f"Reason {number} has\ntwo lines.\n\nAnd a second paragraph.\n",
        repair=Repair("Write acks=all", "strengthen", None, "it does not start today"),
        examples=(example,),
        **more,
    )


@pytest.fixture(scope="session")
def report() -> Report:
    """Every severity, every kind of fix, notes, related places, silence, failures, and names that want escaping."""
    one = site("orders.py", '1, "n"')
    acks = Site("orders.py", Span(one.span.start, one.span.start + 1))
    safe = Fix(
        "Write acks=all",
        Applicability.SAFE,
        "it does not start today",
        (Patch("orders.py", (Edit(acks.span, '"all"'),)),),
    )
    edits = (Edit(site(ODD, "1").span, "all"), Edit(site(ODD, "  linger: 5\n").span, ""))
    unsafe = Fix("Let the default apply", Applicability.UNSAFE, "the brokers must be fit", (Patch(ODD, edits),))
    shown = Fix("Remove it", Applicability.DISPLAY, "a comment stands beside it", (Patch(ODD, edits[1:]),))
    sure, likely = Confidence.HIGH, Confidence.MEDIUM
    pin = Related(site("requirements.txt", "confluent-kafka"), "the version comes from here")
    odd = {"setting": "kafka.acks", "value": "1", "client": "java", "client_version": "3.7"}
    comment = site(ODD, "# kafkalint: ignore[ACME103] <metrics> | 50%")
    return Report(
        findings=(
            Finding("ACME102", "rule-102", Severity.WARNING, sure, "acks=1: 50% of it, |lost| <now>",
                    site(ODD, "1"), **odd, fix=unsafe, notes=("one note", "another note"), fingerprint="a" * 16),
            Finding("ACME104", "rule-104", Severity.NOTE, likely, "linger is 5", site(ODD, "linger: 5"),
                    fix=shown, fingerprint="b" * 16),
            Finding("ACME101", "rule-101", Severity.ERROR, sure, "acks=1 refuses to start",
                    acks, setting="acks", value="1", client="confluent-kafka",
                    related=(pin,), fix=safe, fingerprint="c" * 16),
            Finding("ACME102", "rule-102", Severity.WARNING, sure, "the same fix\nagain",
                    site("orders.py", "Producer({"), fix=safe, fingerprint="d" * 16),
        ),
        silenced=(
            Finding("ACME103", "rule-103", Severity.WARNING, sure, "retries=0 may lose records",
                    site(ODD, "0"), fingerprint="e" * 16, silenced=comment),
        ),
        rules=(
            rule(101, Severity.ERROR, "acks is too weak", page="https://example.org/rules#acme101"),
            rule(102, Severity.WARNING, "Something | <b>odd</b>", references=("https://example.org/why",)),
            rule(103, Severity.WARNING, "Silent"),
            rule(104, Severity.NOTE, "A note"),
        ),
        failures=(
            Failure("broken.py", "unparsable", "cannot be read: '{' was never closed", 2, 10),
            Failure("bell\x07,a:b\n.py", "undecodable", "cannot be read: no UTF-8"),
        ),
        undecided=(Undecided("chart/values.yaml", "line 3: a template"),),
        sources=tuple(Source(path, b"", text) for path, text in TEXTS.items()),
        files_seen=5,
        files_read=4,
        producers=4,
        undecided_producers=1,
        version="1.2.3",
    )  # fmt: skip


@dataclass(frozen=True)
class Many:
    """A project with 200 findings, and every output of one run in it."""

    folder: Path

    def path(self, name: str) -> Path:
        """The file of an output."""
        return self.folder.parent / f"out.{name}"

    def text(self, name: str) -> str:
        """What an output holds."""
        return self.path(name).read_text("utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The command in this folder."""
        command = [sys.executable, "-m", "kafkalint", "check", *arguments]
        told = {**os.environ, "PYTHONUTF8": "1"}
        return subprocess.run(command, cwd=self.folder, capture_output=True, encoding="utf-8", env=told, check=False)


def files_of_many(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files of the project with their texts."""
    yield folder / "requirements.txt", "confluent-kafka==2.3.0\n"
    refuses = 'x = "漢😀"; Producer({"enable.idempotence": True, "acks": 1, "client.id": "%d"})\n'
    for number in range(9):
        lines = "".join(refuses % at for at in range(20))
        yield folder / f"src é/part {number}/send,{number}%.py", f"from confluent_kafka import Producer\n\n{lines}"
    weak = "".join(f'Producer({{"acks": {at % 2}}})\n' for at in range(10))
    yield folder / "weak.py", f"from confluent_kafka import Producer\n{weak}"
    spring = "spring:\n  kafka:\n    producer:\n      acks: 1\n      client-id: a\n"
    for number in range(20):
        yield folder / f"app {number}" / "application.yml", spring
    yield (
        folder / "quiet.py",
        ('from confluent_kafka import Producer\nProducer({"acks": 1})  # kafkalint: ignore[KFK203,KFK402] metrics\n'),
    )
    yield folder / "broken.py", "from confluent_kafka import Producer\nProducer({\n"
    yield folder / "chart/values.yaml", "{% if kafka_producer %}\nacks: {{ x }\n\tspring.kafka\n"


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Many:
    """The project, already checked once with every output that there is."""
    folder = tmp_path_factory.mktemp("many") / "project"
    (folder / ".git").mkdir(parents=True)
    for path, text in files_of_many(folder):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    made = Many(folder)
    outputs = [part for name in reporters() for part in ("--output", f"{name}={made.path(name)}")]
    ran = made.run("--notes", "--show-suppressed", *outputs)
    assert (ran.returncode, ran.stderr) == (2, ""), ran.stderr
    return made


@pytest.fixture
def planted(project):
    """An error with a safe fix, a warning with an unsafe one, a note, and the pin that decides."""
    project.plant("requirements.txt", PIN)
    project.plant("a.py", REFUSES)
    project.plant(
        "b.py",
        """
        import os
        from confluent_kafka import Producer

        weak = Producer({"acks": 1})
        what = Producer({"enable.idempotence": os.environ["X"]})
        """,
    )
    return project
