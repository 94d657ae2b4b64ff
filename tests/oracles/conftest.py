"""Real clients to ask: one environment a version, one process in each, and a comparison with the resolver.

KAFKALINT_ORACLES names the folder that keeps the environments, KAFKALINT_SEED the seed of random input.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kafkalint.analysis.resolve.verdicts import resolve
from kafkalint.catalog.clients import load_clients
from kafkalint.catalog.location import rules_folder
from kafkalint.model.client import Client
from kafkalint.model.producer import Setting, Site, Slot
from kafkalint.model.source import Span
from kafkalint.model.value import Literal, Native
from kafkalint.model.verdict import Verdict
from kafkalint.model.version import Version

HERE = Path(__file__).parent
FOLDER = Path(os.environ.get("KAFKALINT_ORACLES") or Path(tempfile.gettempdir()) / "kafkalint-oracles")
SEED = int(os.environ.get("KAFKALINT_SEED", "679"))
PATIENCE = 150
"""Seconds that a client gets for one batch of settings."""
LOGGING = "org.slf4j:slf4j-api:1.7.36"
POM = """\
<project>
  <modelVersion>4.0.0</modelVersion><groupId>kafkalint</groupId><artifactId>oracle</artifactId><version>1</version>
  <dependencies>{dependencies}</dependencies>
</project>
"""
NOWHERE = Site("", Span(0, 0))
CLIENTS = load_clients([rules_folder()])
TABLE = tomllib.loads((HERE / "versions.toml").read_text("utf-8"))
Answer = dict[str, object]


class Unavailable(Exception):
    """A client that cannot be had here, with the reason."""


@dataclass(frozen=True)
class Real:
    """A real client of one version in a process of its own."""

    client: Client
    version: Version
    process: subprocess.Popen[str]

    def __str__(self) -> str:
        return f"{self.client.id} {self.version}"

    def answers(self, cases: Iterable[Mapping[str, Native]]) -> list[Answer]:
        """What the client does with each of `cases`, in their order."""
        guard = threading.Timer(PATIENCE, self.process.kill)
        guard.start()
        try:
            return [self._answer(case) for case in cases]
        finally:
            guard.cancel()

    def _answer(self, case: Mapping[str, Native]) -> Answer:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(_tagged(case)) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"{self} died of {case}"
        return json.loads(line, object_hook=_untagged)

    def ours(self, case: Mapping[str, Native], client: Client | None = None) -> Verdict:
        """What kafkalint says of the same settings, by its own data of the client or by other."""
        slots = [Slot((Setting(name, name, Literal(value), NOWHERE, NOWHERE),)) for name, value in case.items()]
        return resolve(client or self.client, self.version, slots)


def _tagged(value: object) -> object:
    """`value` as JSON can hold it."""
    if isinstance(value, Mapping):
        return {name: _tagged(each) for name, each in value.items()}
    if isinstance(value, bytes):
        return {"$bytes": value.decode("latin-1")}
    if isinstance(value, tuple):
        return {"$tuple": [_tagged(each) for each in value]}
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return {"$real": str(value)}
    return value


def _untagged(found: dict[str, object]) -> object:
    if "$bytes" in found:
        return str(found["$bytes"]).encode("latin-1")
    if "$tuple" in found:
        return tuple(found["$tuple"])  # type: ignore[arg-type]  # what `_tagged` makes is a list
    return float(str(found["$real"])) if "$real" in found else found


def _run(*command: str | Path) -> None:
    """Run a tool to its end; its last words are the reason when it fails."""
    try:
        subprocess.run(
            [str(part) for part in command],
            check=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"{command[0]}: {error}") from None
    except subprocess.CalledProcessError as error:
        raise Unavailable(f"{Path(str(command[0])).name} failed: {_complaint(error.stdout + error.stderr)}") from None


def _complaint(output: str) -> str:
    """The line of a tool's output that says what is wrong, as far as can be told."""
    lines = [line.strip() for line in output.splitlines() if line.strip(" \x1b[0m")]
    return next((line for line in lines if "ERROR" in line), lines[-1] if lines else "no output")


def _kept(name: str, build: Callable[[Path], None]) -> Path:
    """The environment of that name; built aside first, so that half of one is never used."""
    place = FOLDER / name
    if not place.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f"{name}.", dir=FOLDER))
        try:
            build(aside)
            if not place.exists():
                aside.rename(place)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return place


def _jars(client: str, version: str) -> list[str]:
    """The jar of a client and all that it needs, for the worker; a framework is told to it by its name."""
    table = TABLE[client]
    given = table.get("arguments", ())
    wanted = (f"{name}:{version}" for name in (table["package"], *table.get("jars", ())))
    return _java(f"{client}-{version}", (LOGGING, *wanted), table["worker"], *given)


def _java(name: str, wanted: Iterable[str], worker: str, *arguments: str) -> list[str]:
    """How a worker is started beside the jars that are wanted, with all that these need."""

    def build(folder: Path) -> None:
        (folder / "pom.xml").write_text(POM.format(dependencies="".join(map(_dependency, wanted))), "utf-8")
        copy = ("dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}")
        _run("mvn", "--batch-mode", "--quiet", "--file", folder / "pom.xml", *copy)

    folder = _kept(f"{name}-jars", build)
    lean = ("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    paths = os.pathsep.join(map(str, folder.glob("*.jar")))
    return ["java", *lean, "-cp", paths, str(HERE / worker), *arguments]


def _dependency(coordinates: str) -> str:
    group, artifact, version = coordinates.split(":")
    parts = f"<groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>"
    return f"<dependency>{parts}</dependency>"


def _interpreter(version: str) -> str:
    """A Python of that version that runs: on the path, or among those that pyenv keeps."""
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found = [shutil.which(f"python{version}"), *map(str, sorted(kept.glob(f"{version}.*/bin/python")))]
    for python in filter(None, found):
        with suppress(Unavailable):
            _run(python, "-c", "")
            return python
    raise Unavailable(f"needs python{version}, which is not here")


def _beside(table: Mapping[str, Any], version: str) -> list[str]:
    """What must be installed with that version of a package, from the newest row that is not above it."""
    rows = sorted((Version.parse(since), wanted) for since, wanted in table.get("beside", {}).items())
    return next((wanted for since, wanted in reversed(rows) if since <= Version.parse(version)), [])


def _venv(client: str, version: str) -> list[str]:
    table = TABLE[client]
    older = table.get("pythons", {}).get(version)
    python = _interpreter(older) if older else sys.executable
    inside = Path("Scripts/python.exe" if os.name == "nt" else "bin/python")
    asked = (str(HERE / table["worker"]), *table.get("arguments", ()))

    def build(folder: Path) -> None:
        _run(python, "-m", "venv", folder)
        wanted = (f"{table['package']}=={version}", *_beside(table, version))
        _run(folder / inside, "-m", "pip", "install", "--quiet", "--prefer-binary", *wanted)
        _run(folder / inside, *asked)  # with nothing to answer: whether the client can be imported at all

    python_tag = older or f"{sys.version_info[0]}.{sys.version_info[1]}"
    return [str(_kept(f"{client}-{version}-py{python_tag}", build) / inside), *asked]


def _versions(client: str, kind: str) -> Iterator[str]:
    for version in TABLE[client][kind]:
        yield str(CLIENTS[client].newest) if version == "newest" else version


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`real` runs over the table of versions; a module's ASKED limits one of its tests to some clients."""
    if "real" not in metafunc.fixturenames:
        return
    found = []
    others = [client for client, table in TABLE.items() if not table.get("words")]
    for client in getattr(metafunc.module, "ASKED", {}).get(metafunc.function.__name__, others):
        for kind, marks in (("oracle", [pytest.mark.oracle]), ("matrix", [])):
            for version in _versions(client, kind):
                name = f"{client}-{version}"
                together = pytest.mark.xdist_group(name)
                marked = [*marks, pytest.mark.matrix, together]
                found.append(pytest.param((client, version), id=name, marks=marked))
    metafunc.parametrize("real", found, indirect=True, scope="session")


@pytest.fixture(scope="session")
def real(request: pytest.FixtureRequest) -> Iterator[Real]:
    """A real client, ready to be asked; skipped where it cannot be had."""
    client, version = request.param
    try:
        command = (_jars if TABLE[client]["worker"].endswith(".java") else _venv)(client, version)
    except Unavailable as reason:
        pytest.skip(f"{client} {version}: {reason}")
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=quiet, text=True, encoding="utf-8") as process:
        yield Real(CLIENTS[client], Version.parse(version), process)
        process.kill()


@pytest.fixture(scope="session")
def reading() -> Callable[[str, Iterable[str], str, Iterable[str]], list[Answer]]:
    """What a worker, beside jars that are kept under a name, answers to lines; skips where they cannot be had."""

    def ask(name: str, wanted: Iterable[str], worker: str, lines: Iterable[str]) -> list[Answer]:
        try:
            command = _java(name, wanted, worker)
        except Unavailable as reason:
            pytest.skip(f"{name}: {reason}")
        given = "".join(f"{line}\n" for line in lines)
        done = subprocess.run(command, input=given, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ask


@pytest.fixture
def told(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Note a line for the summary at the end of the run."""
    return lambda line: record_property("oracle", line)


@pytest.fixture
def agree(real: Real, told: Callable[[str], None]) -> Callable[[str, Iterable[Mapping[str, Native]]], None]:
    """Put cases to the real client and to kafkalint; both must do the same with every one."""

    def compare(what: str, cases: Iterable[Mapping[str, Native]]) -> None:
        given = [case for case in cases if takes(real, case)]
        answers = real.answers(given)
        differing = [
            f"{case}\n    {real} says {answer}\n    kafkalint says {ours.outcome.value}, {ours.effective}, {ours.error}"
            for case, answer in zip(given, answers, strict=True)
            if _differ(answer, ours := real.ours(case))
        ]
        verdicts = ", ".join(f"{verdict} {n}" for verdict, n in sorted(Counter(map(_verdict, answers)).items()))
        told(f"{real}: {what}: {len(given)} compared ({verdicts}), {len(differing)} disagreements")
        assert given
        assert not differing, f"{real}, seed {SEED}, {len(differing)} of {len(given)}:\n" + "\n".join(differing[:15])

    return compare


def takes(real: Real, case: Mapping[str, Native]) -> bool:
    """Whether the client can be given such values at all."""
    return not TABLE[real.client.id].get("texts") or all(isinstance(value, str) for value in case.values())


@pytest.fixture
def askable(real: Real) -> Callable[[Mapping[str, Native]], bool]:
    """Which cases the client can be given."""
    return lambda case: takes(real, case)


@pytest.fixture
def disagrees() -> Callable[[Real, Client, Mapping[str, Native], Answer], bool]:
    """Whether data of a client say something else of a case than the real client did."""
    return lambda real, client, case, answer: _differ(answer, real.ours(case, client))


def _verdict(answer: Answer) -> str:
    return str(answer["verdict"])


def _differ(answer: Answer, ours: Verdict) -> bool:
    """Whether the two verdicts, or any effective value that the client tells, are not the same."""
    if answer["verdict"] == "accepted":  # a client that does not tell more
        return ours.outcome.value not in ("idempotent", "not-idempotent")
    if answer["verdict"] != ours.outcome.value:
        return True
    effective = answer["effective"]
    assert effective is None or isinstance(effective, dict)
    return any(not _same(value, getattr(ours.effective, role)) for role, value in (effective or {}).items())


def _same(theirs: object, ours: object) -> bool:
    return type(theirs) is type(ours) and theirs == ours


@pytest.fixture(scope="session")
def seed() -> int:
    """What random input starts from."""
    return SEED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The counts of every comparison, also of those that ran in other processes."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    lines = [line for report in reports for name, line in report.user_properties if name == "oracle"]
    if lines:
        terminalreporter.section(f"real clients (seed {SEED})")
    for line in sorted(lines):
        terminalreporter.line(line)
