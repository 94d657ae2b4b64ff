"""Fixes of the whole product, proved on the real client: rows of the grid in real files, mended, read back, started."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from configparser import ConfigParser
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import javaproperties
import pyhocon
import pytest
from ruamel.yaml import YAML

from kafkalint.model.finding import Finding, Severity
from kafkalint.model.value import Native
from kafkalint.runner.options import Options
from kafkalint.runner.run import run

UNSET = object()
CORNERS: Mapping[str, tuple[object, ...]] = {
    "enable.idempotence": (UNSET, True, False),
    "acks": (UNSET, 0, 1, "all"),
    "retries": (UNSET, 0, 5),
    "max.in.flight.requests.per.connection": (UNSET, 1, 5, 6),
    "transactional.id": (UNSET, "tx-1"),
}
GRID = {**CORNERS, "acks": (UNSET, 0, 1, "all", -1, 2), "retries": (UNSET, 0, 1, 5, 2147483647)}
GRID["max.in.flight.requests.per.connection"] = (UNSET, 1, 5, 6, 100)
SIZES = [pytest.param(CORNERS, id="corners"), pytest.param(GRID, id="grid", marks=pytest.mark.whole)]
TOGETHER = 48
"""Producers in one Python file."""
HEAD = 2
"""Lines before the first of them."""
SERVER = "localhost:9092"
Settings = dict[str, Native]
Kind = tuple[str, Callable[[dict[str, str]], str], Callable[[str], dict[str, str]]]
"""A kind of file: its name, and how settings are written into it and read back."""
ASKED = {
    "test_python": ("confluent-kafka", "kafka-python", "kafka-python-ng", "aiokafka"),
    "test_files": ("java",),
    "test_parts_of_a_configuration": ("java",),
    "test_command_lines": ("console-producer", "producer-performance"),
}


def rows(axes: Mapping[str, tuple[object, ...]], server: str) -> list[Settings]:
    """Every combination of the given values, at some server."""
    found = []
    for values in product(*axes.values()):
        settings: Settings = {server: SERVER}
        for name, value in zip(axes, values, strict=True):
            if value is not UNSET:
                settings[name] = value  # type: ignore[assignment]  # the axes hold natives
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
    """Each row is idempotent in the end, on the real client too; where its settings do not exist, `left` says so."""
    mended, kept = 0, 0
    switch = real.client.at(real.version).switch
    for index, (old, then, new, now) in enumerate(
        zip(before, real.answers(before), after, real.answers(after), strict=True)
    ):
        if then["verdict"] == "idempotent":
            assert new == old, f"{real}: {old} needed nothing"
        elif now["verdict"] == "idempotent" or (now["verdict"] == "accepted" and new.get(switch)):
            mended += 1  # one that does not tell accepts at least that it is asked to be
        else:
            kept += 1
            assert gated(real, old), f"{real}: {old} became {new}, which is {now}"
            assert index in left, f"{real}: {old} became {new}, which is {now}, and nothing says why"
            assert now["verdict"] != "rejected" or then["verdict"] == "rejected", f"{real}: {old} became {new}: {now}"
    told(f"{real}: {what}: {len(before)} rows, {mended} mended and started, {kept} kept with a reason")


def gated(real, settings: Settings) -> bool:
    """Whether this version has no idempotent producer, or not all of the settings."""
    switch = real.client.at(real.version).switch
    return not all(real.client.knows(name, real.version) for name in (switch, *settings))


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


@pytest.mark.parametrize("axes", SIZES)
def test_python(real, told, tmp_path, monkeypatch, axes) -> None:
    client = real.client.id
    dotted = client == "confluent-kafka"
    spelled = {name if dotted else name.replace(".", "_"): values for name, values in axes.items()}
    given = rows(
        {name: values for name, values in spelled.items() if name in real.client.known},
        "bootstrap.servers" if dotted else "bootstrap_servers",
    )
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


def below(*path: str) -> Callable[[Any], dict[str, str]]:
    """The settings at a key path."""

    def found(content: Any) -> dict[str, str]:
        for key in path:
            content = content[key]
        return as_text(content)

    return found


def yaml(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def lines(row: Mapping[str, str], form: str = "    {}: {}\n") -> str:
    return "".join(form.format(name, value) for name, value in row.items())


SPRING = {"bootstrap.servers": "bootstrap-servers", "acks": "acks", "retries": "retries"}
"""Settings that Spring has words of its own for; it takes the transactional id as a prefix."""


def spring(row: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The settings of a row in Spring's own words, and the rest."""
    own = {SPRING[name]: value for name, value in row.items() if name in SPRING}
    return own, {name: value for name, value in row.items() if name not in SPRING}


def from_spring(own: Mapping[str, Any], rest: Mapping[str, Any]) -> dict[str, str]:
    words = {word: name for name, word in SPRING.items()}
    return as_text({**{words[word]: value for word, value in own.items() if word in words}, **rest})


def spring_yaml(row: Mapping[str, str]) -> str:
    own, rest = spring(row)
    inner = "      properties:\n" + lines(rest, '        "[{}]": {}\n') if rest else ""
    return "spring:\n  kafka:\n    producer:\n" + lines(own, "      {}: {}\n") + inner


def read_spring_yaml(text: str) -> dict[str, str]:
    own = dict(yaml(text)["spring"]["kafka"]["producer"])
    rest = {name.strip("[]"): value for name, value in own.pop("properties", {}).items()}
    rest |= {name.removeprefix("properties."): own[name] for name in own if name.startswith("properties.")}
    return from_spring(own, rest)


def spring_properties(row: Mapping[str, str]) -> str:
    own, rest = spring(row)
    head = "spring.kafka.producer."
    return lines(own, head + "{}={}\n") + lines(rest, head + "properties.{}={}\n")


def read_spring_properties(text: str) -> dict[str, str]:
    found = {key.removeprefix("spring.kafka.producer."): value for key, value in javaproperties.loads(text).items()}
    rest = {key.removeprefix("properties."): found[key] for key in found if key.startswith("properties.")}
    return from_spring({key: found[key] for key in found if not key.startswith("properties.")}, rest)


def read_hocon(text: str, section: str) -> dict[str, str]:
    """The settings of a section, whose dots are objects in one another."""
    found = pyhocon.ConfigFactory.parse_string(text).get_config(section)
    return as_text({name: found[name] for name in ("bootstrap.servers", *GRID) if name in found})


TERRAFORM = 'resource "kubernetes_config_map" "app" {\n  data = {\n    "producer.properties" = '
FILES: Mapping[str, Kind] = {
    "properties": ("producer.properties", javaproperties.dumps, javaproperties.loads),
    "YAML": (
        "application.yaml",
        lambda row: "kafka:\n  producer:\n" + lines(row),
        lambda text: below("kafka", "producer")(yaml(text)),
    ),
    "flow YAML": (
        "application.yaml",
        lambda row: "kafka:\n  producer: {" + lines(row, "{}: '{}', ") + "}\n",
        lambda text: below("kafka", "producer")(yaml(text)),
    ),
    "JSON": (
        "settings.json",
        lambda row: json.dumps({"kafka": {"producer": row}}, indent=2),
        lambda text: below("kafka", "producer")(json.loads(text)),
    ),
    "JSON in a line": (
        "settings.json",
        lambda row: json.dumps({"kafka": {"producer": row}}),
        lambda text: below("kafka", "producer")(json.loads(text)),
    ),
    "TOML": (
        "settings.toml",
        lambda row: "[kafka.producer]\n" + lines(row, '"{}" = "{}"\n'),
        lambda text: below("kafka", "producer")(tomllib.loads(text)),
    ),
    "HOCON": (
        "application.conf",
        lambda row: "akka.kafka.producer.kafka-clients {\n" + lines(row, '  {} = "{}"\n') + "}\n",
        lambda text: read_hocon(text, "akka.kafka.producer.kafka-clients"),
    ),
    "properties in Terraform": (
        "main.tf",
        lambda row: f"{TERRAFORM}<<-EOT\n{lines(row, '      {}={}' + chr(10))}    EOT\n  }}\n}}\n",
        lambda text: dict(line.strip().split("=", 1) for line in text.split("EOT\n")[1].splitlines()[:-1]),
    ),
    "Spring YAML": ("application.yml", spring_yaml, read_spring_yaml),
    "Spring properties": ("application.properties", spring_properties, read_spring_properties),
}
POM = """<project><dependencies><dependency>
<groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>{}</version>
</dependency></dependencies></project>
"""


def mended_files(folder: Path, real, kind: Kind, given: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The settings of each row after the product has mended a file of that kind with it."""
    name, dump, load = kind
    if real.client.packages:
        (folder / "pom.xml").write_text(POM.format(real.version), "utf-8")
    else:
        (folder / "kafkalint.toml").write_text(
            f'client-versions = {{"{real.client.id}" = "{real.version}"}}\n', "utf-8"
        )
    for index, row in enumerate(given):
        path = folder / f"{index:04}" / name
        path.parent.mkdir()
        path.write_text(dump(row), "utf-8")
    mend(folder)
    return [load((folder / f"{index:04}" / name).read_text("utf-8")) for index in range(len(given))]


@pytest.mark.parametrize("axes", SIZES)
@pytest.mark.parametrize("kind", FILES)
def test_files(real, told, tmp_path, kind, axes) -> None:
    given = [as_text(row) for row in rows(axes, "bootstrap.servers")]
    after = mended_files(tmp_path, real, FILES[kind], given)
    found = [finding for finding in remaining(tmp_path) if finding.fix is None and finding.notes]
    left = {int(Path(finding.site.path).parent.name) for finding in found}
    prove(real, told, f"fixes in {kind}", given, after, left)


HCL, HCL_ITEM = '    {} = "{}"\n', '    {{ name = "{}", value = "{}" }},\n'
CONTINUED = " \\\n    "
PARTS: Mapping[str, Kind] = {
    "INI": ("settings.ini", lambda row: "[producer]\n" + lines(row, "{}={}\n"), lambda text: ini(text)["producer"]),
    "variables": (".env", lambda row: lines(variables(row), "{}={}\n"), lambda text: settled(dotenv(text))),
    "Compose": (
        "compose.yaml",
        lambda row: "services:\n  app:\n    environment:\n" + lines(variables(row), "      {}: '{}'\n"),
        lambda text: settled(yaml(text)["services"]["app"]["environment"]),
    ),
    "Compose list": (
        "compose.yaml",
        lambda row: "services:\n  app:\n    environment:\n" + lines(variables(row), "      - {}={}\n"),
        lambda text: settled(dict(item.split("=", 1) for item in yaml(text)["services"]["app"]["environment"])),
    ),
    "Dockerfile": (
        "Dockerfile",
        lambda row: f"FROM eclipse-temurin:21\nENV {lines(variables(row), '{}={} ').replace(' ', CONTINUED)}CI=true\n",
        lambda text: settled(dockerfile(text)),
    ),
    "Terraform": (
        "main.tf",
        lambda row: f'module "app" {{\n  variables = {{\n{lines(variables(row), HCL)}  }}\n}}\n',
        lambda text: settled(dict(re.findall(r'(\w+) = "(.*)"\n', text))),
    ),
    "Terraform list": (
        "main.tf",
        lambda row: f'module "app" {{\n  environment = jsonencode([\n{lines(variables(row), HCL_ITEM)}  ])\n}}\n',
        lambda text: settled(dict(re.findall(r'name = "(.*)", value = "(.*)" \}', text))),
    ),
}
"""Files that cannot hold all settings of a producer, as far as anybody can see: others may lie below or above them."""
OWN = "SPRING_KAFKA_PRODUCER_"


def ini(text: str) -> dict[str, dict[str, str]]:
    parser = ConfigParser(delimiters=("=",))
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser.sections()}


def dotenv(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines())


def dockerfile(text: str) -> dict[str, str]:
    """The variables as a shell takes the words of `ENV` apart."""
    said = [each for each in text.replace("\\\n", " ").splitlines() if each.startswith("ENV ")]
    found = dict(word.split("=", 1) for each in said for word in shlex.split(each)[1:])
    return {name: value for name, value in found.items() if name.startswith(OWN)}


def variables(row: Mapping[str, str]) -> dict[str, str]:
    own, rest = spring(row)
    inner = {f"properties.{name}": value for name, value in rest.items()}
    return {OWN + re.sub("[.-]", "_", name).upper(): value for name, value in {**own, **inner}.items()}


def settled(found: Mapping[str, str]) -> dict[str, str]:
    """The settings that Spring makes of variables."""
    names = {name: setting for setting in ("bootstrap.servers", *GRID) for name in variables({setting: ""})}
    return {names[name]: value for name, value in found.items()}


@pytest.mark.parametrize("kind", PARTS)
def test_parts_of_a_configuration(real, told, tmp_path, kind) -> None:
    """Nothing is refused that started before, and what is still refused is told."""
    given = [as_text(row) for row in rows(CORNERS, "bootstrap.servers")]
    after = mended_files(tmp_path, real, PARTS[kind], given)
    left = {int(Path(one.site.path).parent.name) for one in remaining(tmp_path)}
    mended = 0
    for index, (old, then, new, now) in enumerate(
        zip(given, real.answers(given), after, real.answers(after), strict=True)
    ):
        refused = now["verdict"] == "rejected"
        assert not refused or (then["verdict"] == "rejected" and index in left), f"{real}: {old} became {new}: {now}"
        assert then["verdict"] != "idempotent" or new == old, f"{real}: {old} needed nothing"
        mended += then["verdict"] == "rejected" != now["verdict"]
    told(f"{real}: fixes in {kind}: {len(given)} rows, {mended} start now that did not")


ARGUMENTS = "for word; do [[ $word == *=* ]] && printf '%s\\0' \"$word\"; done; true"
"""What a program of that name does instead: it prints its words that are settings."""


def words(row: Mapping[str, str], option: str, gap: str) -> str:
    """The settings of a row behind one option, or each behind its own."""
    pairs = [f"{name}={value}" for name, value in row.items()]
    return gap.join([option, *pairs] if option == "--producer-props" else [f"{option} {pair}" for pair in pairs])


def started(text: str) -> dict[str, str]:
    """What the programs are given by a real bash."""
    stand_ins = "".join(f"{program}() {{ {ARGUMENTS}; }}; export -f {program}; " for program in PROGRAMS)
    ran = subprocess.run(["bash", "-c", stand_ins + text], capture_output=True, check=True, encoding="utf-8")
    return dict(word.split("=", 1) for word in ran.stdout.split("\0")[:-1])


PROGRAMS = {"kafka-console-producer": "--producer-property", "kafka-producer-perf-test": "--producer-props"}
SCRIPTS: Mapping[str, Callable[[str, str, Mapping[str, str]], str]] = {
    "lines": lambda program, option, row: f"{program} --topic t \\\n  {words(row, option, CONTINUED)} < /dev/null\n",
    "quotes": lambda program, option, row: f"bash -c '{program} {words(row, option, ' ')}'\n",
    "one line": lambda program, option, row: f"x=1 {program} {words(row, option, ' ')} --sync | cat\n",
}


@pytest.mark.parametrize("kind", SCRIPTS)
@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_command_lines(real, told, tmp_path, kind) -> None:
    program, option = list(PROGRAMS.items())[real.client.id == "producer-performance"]
    given = [as_text(row) for row in rows(CORNERS, "bootstrap.servers")]
    script = ("send.sh", lambda row: SCRIPTS[kind](program, option, row), started)
    after = mended_files(tmp_path, real, script, given)
    found = [finding for finding in remaining(tmp_path) if finding.fix is None and finding.notes]
    left = {int(Path(finding.site.path).parent.name) for finding in found}
    prove(real, told, f"fixes in command lines, {kind}", given, after, left)
