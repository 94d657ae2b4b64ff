"""The names of the Java producer: its own list, asked in one JVM for all versions."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
CLIENT = ("org.apache.kafka", "kafka-clients")
SHARED = (
    ("org.slf4j", "slf4j-nop", "1.7.36"),
    ("org.slf4j", "slf4j-api", "1.7.36"),
    ("com.github.luben", "zstd-jni", "1.5.6-1"),
)
"""What every version needs to load its list."""
POM = """<project><modelVersion>4.0.0</modelVersion>
<groupId>names</groupId><artifactId>names</artifactId><version>1</version><packaging>pom</packaging>
<build><plugins><plugin><artifactId>maven-dependency-plugin</artifactId><configuration><artifactItems>
{}
</artifactItems></configuration></plugin></plugins></build></project>
"""
ITEM = """<artifactItem><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version>
<outputDirectory>{}</outputDirectory></artifactItem>"""


def names(versions: Sequence[str], folder: Path) -> dict[str, frozenset[str]]:
    """The names that each version accepts without a remark; the jars go into `folder`."""
    places, shared = {version: folder / version for version in versions}, folder / "shared"
    items = [ITEM.format(*CLIENT, version, place) for version, place in places.items()]
    items += [ITEM.format(*artifact, shared) for artifact in SHARED]
    folder.mkdir(parents=True)
    (folder / "pom.xml").write_text(POM.format("\n".join(items)), "utf-8")
    _run("mvn", "--batch-mode", "--quiet", "--file", str(folder / "pom.xml"), "dependency:copy")
    lines = _run("java", "-cp", f"{shared}/*", str(HERE / "Names.java"), *map(str, places.values())).splitlines()
    return {version: frozenset(line.split()) for version, line in zip(versions, lines, strict=True)}


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
