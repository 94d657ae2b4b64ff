"""Fixes of the whole product, proved on the real client: rows of the grid in real files, mended, read back, started."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from pathlib import Path
from types import ModuleType

import javaproperties
import pytest
from ruamel.yaml import YAML

from kafkalint.model.finding import Finding, Severity
from kafkalint.model.value import Native
from kafkalint.runner.options import Options
from kafkalint.runner.run import run

UNSET = object()
NAMES = ("enable.idempotence", "acks", "retries", "max.in.flight.requests.per.connection", "transactional.id")
AXES = ((UNSET, True, False), (UNSET, 0, 1, "all"), (UNSET, 0, 5), (UNSET, 1, 5, 6), (UNSET, "tx-1"))
TOGETHER = 48
"""Producers in one Python file."""
FEW = 0.1
"""The part that may be kept with a reason by a client that can be idempotent: edits that would overlap."""
HEAD = 2
"""Lines before the first of them."""
SERVER = "localhost:9092"
Settings = dict[str, Native]
ASKED = {"test_python": ("confluent-kafka", "kafka-python", "kafka-python-ng", "aiokafka"), "test_files": ("java",)}


def rows(names: Sequence[str], server: str) -> list[Settings]:
    """The corner rows of the grid; an empty name leaves its axis out."""
    axes = [axis if name else (UNSET,) for name, axis in zip(names, AXES, strict=True)]
    found = []
    for values in product(*axes):
        settings: Settings = {server: SERVER}
        for name, value in zip(names, values, strict=True):
            if value is not UNSET:
                settings[name] = value  # type: ignore[assignment]  # AXES holds natives
        found.append(settings)
    return found


def mend(folder: Path) -> None:
    """What `kafkalint check --fix --unsafe-fixes` does to the folder."""
    report, _ = run(Options((str(folder),), fix=True, unsafe=True, min_severity=Severity.NOTE, jobs=1))
    assert not report.failures


def remaining(folder: Path) -> tuple[Finding, ...]:
    """What is found now."""
    report, _ = run(Options((str(folder),), min_severity=Severity.NOTE, jobs=1))
    return report.findings


def prove(
    real, told: Callable[[str], None], what: str, before: Sequence[Settings], after: Sequence[Settings], left: set[int]
) -> None:
    """Each row is idempotent in the end, on the real client too, or it is as it was and `left` says why."""
    capable = real.client.knows(real.client.at(real.version).switch, real.version)
    mended, kept = 0, 0
    for index, (old, then, new, now) in enumerate(
        zip(before, real.answers(before), after, real.answers(after), strict=True)
    ):
        if then["verdict"] == "idempotent":
            assert new == old, f"{real}: {old} needed nothing"
        elif now["verdict"] == "idempotent":
            mended += 1
        else:
            kept += 1
            assert index in left, f"{real}: {old} became {new}, which is {now}, and nothing says why"
            assert now["verdict"] != "rejected" or then["verdict"] == "rejected", f"{real}: {old} became {new}: {now}"
    if capable:
        assert mended > 0
        assert kept <= FEW * mended
    else:
        assert (mended, kept) == (0, len(before))
    told(f"{real}: {what}: {len(before)} rows, {mended} mended and started, {kept} kept with a reason")


CALLS = {"confluent-kafka": ("confluent_kafka", "Producer"), "aiokafka": ("aiokafka", "AIOKafkaProducer")}


def source(client: str, settings: Settings, index: int) -> str:
    """One producer in one line, in one of three forms."""
    _, call = CALLS.get(client, ("kafka", "KafkaProducer"))
    stars = "" if client == "confluent-kafka" else "**"
    forms = [f"{call}({stars}{settings!r})", f"s{index} = {settings!r}; {call}({stars}s{index})"]
    if stars:
        forms.append(f"{call}({', '.join(f'{name}={value!r}' for name, value in settings.items())})")
    return f"{forms[index % len(forms)]}\n"


def called(client: str, text: str, monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """The settings that the producers of a program are constructed with, in their order."""
    module, call = CALLS.get(client, ("kafka", "KafkaProducer"))
    found: list[Settings] = []
    stand_in = ModuleType(module)
    setattr(stand_in, call, lambda *given, **named: found.append({**(given[0] if given else {}), **named}))
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, module, stand_in)
        exec(compile(text, "app.py", "exec"), {})
    return found


def line(folder: Path, finding: Finding) -> int:
    """The line of a finding, from 0 on."""
    text = (folder / Path(finding.site.path).name).read_text("utf-8")
    return text.count("\n", 0, finding.site.span.start)


def test_python(real, told, tmp_path, monkeypatch) -> None:
    client = real.client.id
    dotted = client == "confluent-kafka"
    names = [name if dotted else name.replace(".", "_") for name in NAMES]
    if client == "aiokafka":
        names[2:4] = ["", ""]
    given = rows(names, "bootstrap.servers" if dotted else "bootstrap_servers")
    module, call = CALLS.get(client, ("kafka", "KafkaProducer"))
    (tmp_path / "requirements.txt").write_text(f"{client}=={real.version}\n", "utf-8")
    files = {
        tmp_path / f"app{first:04}.py": range(len(given))[first : first + TOGETHER]
        for first in range(0, len(given), TOGETHER)
    }
    for path, part in files.items():
        lines = (source(client, given[index], index) for index in part)
        path.write_text(f"from {module} import {call}\n\n{''.join(lines)}", "utf-8")
    mend(tmp_path)
    texts = {path: path.read_text("utf-8") for path in files}
    after = [settings for text in texts.values() for settings in called(client, text, monkeypatch)]
    starts = {path.name: part.start - HEAD for path, part in files.items()}
    left = set()
    for finding in remaining(tmp_path):
        where = Path(finding.site.path).name
        if where == "requirements.txt":
            left |= set(range(len(given)))
        elif finding.fix is None and finding.notes:
            left.add(starts[where] + line(tmp_path, finding))
    prove(real, told, "fixes in Python", given, after, left)


def as_text(settings: Mapping[str, Native]) -> dict[str, str]:
    """Values as a loader of text files hands them on."""
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in settings.items()}


def nested(found: Mapping[str, Mapping[str, Mapping[str, Native]]]) -> dict[str, str]:
    """The settings of a file with sections."""
    return as_text(found["kafka"]["producer"])


FILES: Mapping[str, tuple[str, Callable[[dict[str, str]], str], Callable[[str], dict[str, str]]]] = {
    "properties": ("producer.properties", javaproperties.dumps, javaproperties.loads),
    "YAML": (
        "application.yaml",
        lambda row: "kafka:\n  producer:\n" + "".join(f"    {name}: {value}\n" for name, value in row.items()),
        lambda text: nested(YAML(typ="safe", pure=True).load(text)),
    ),
    "JSON": (
        "settings.json",
        lambda row: json.dumps({"kafka": {"producer": row}}, indent=2),
        lambda text: nested(json.loads(text)),
    ),
    "TOML": (
        "settings.toml",
        lambda row: "[kafka.producer]\n" + "".join(f'"{name}" = {json.dumps(value)}\n' for name, value in row.items()),
        lambda text: nested(tomllib.loads(text)),
    ),
}
POM = """<project><dependencies><dependency>
<groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>{}</version>
</dependency></dependencies></project>
"""


@pytest.mark.parametrize("kind", FILES)
def test_files(real, told, tmp_path, kind) -> None:
    name, dump, load = FILES[kind]
    given = [as_text(row) for row in rows(NAMES, "bootstrap.servers")]
    (tmp_path / "pom.xml").write_text(POM.format(real.version), "utf-8")
    for index, row in enumerate(given):
        path = tmp_path / f"{index:04}" / name
        path.parent.mkdir()
        path.write_text(dump(row), "utf-8")
    mend(tmp_path)
    after = [load((tmp_path / f"{index:04}" / name).read_text("utf-8")) for index in range(len(given))]
    found = [finding for finding in remaining(tmp_path) if finding.fix is None and finding.notes]
    left = {int(Path(finding.site.path).parent.name) for finding in found}
    prove(real, told, f"fixes in {kind}", given, after, left)
