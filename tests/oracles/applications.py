"""Random applications of Spring Boot: files beside one another, with documents and profiles in every spelling."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

PROFILES = ("dev", "prod", "qa")
FILES = (
    *("application.yml", "application.yaml", "application.properties", "application-dev.yml", "application-prod.yaml"),
    *("application-dev.properties", "application-qa.properties", "application-default.yml", "application-qa.yaml"),
)
WHEN = (
    *("dev", "prod", "dev,prod", "!prod", "prod | qa", "(dev & qa) | prod", "!(dev | qa)", "default", "dev & !qa"),
    *("${NOBODY:dev}", "qa, !dev", "!dev & !qa"),
)
WORDS = {
    "acks": ("acks", "ACKS", "Acks"),
    "retries": ("retries", "Retries"),
    "batch-size": ("batch-size", "batchSize", "batch_size", "BATCH-SIZE", "batchsize"),
    "buffer-memory": ("buffer-memory", "bufferMemory"),
    "client-id": ("client-id", "clientId", "CLIENT_ID"),
    "compression-type": ("compression-type", "compression_type"),
}
"""What Boot has words for, the usual spelling first."""
NUMBERS = ("0", "3", "2147483647", "'5'", "-1", "${NOBODY:7}")
PLAIN = (
    *("all", "1", "0", "-1", "lz4", "'1'", "yes", "No", "off", "'off'", "true", "FALSE", "${NOBODY:all}", "a b", "1.5"),
)
SERVERS = ("a:1", '["b:1", "c:2"]')
NAMES = (
    *("acks", "enable.idempotence", "max.in.flight.requests.per.connection", "retries", "linger.ms"),
    *("delivery.timeout.ms", "security.protocol", "delivery_timeout-ms"),
)


Spelt: TypeAlias = "dict[tuple[str, str], list[str]]"
"""How one document spells a setting."""
Draw: TypeAlias = "Callable[[random.Random, Spelt], tuple[list[str], str]]"


def application(chance: random.Random, draw: Draw | None = None) -> dict[str, str]:
    """The text of each file, with the settings that `draw` gives."""
    names = chance.sample(FILES, chance.randint(1, 4))
    return {name: _text(name, chance, draw or _setting) for name in names}


def _text(name: str, chance: random.Random, draw: Draw) -> str:
    documents = [_document(name, place, chance, draw) for place in range(chance.choice((1, 1, 2, 3)))]
    if name.endswith(".properties"):
        return f"\n{chance.choice('#!')}---\n".join("".join(_lines(one)) for one in documents)
    return "\n---\n".join(_yaml(one, chance) for one in documents)


Settings = list[tuple[list[str], str]]
"""Parts of names, of which some are one part although they have dots, and values as YAML has them."""


def _document(name: str, place: int, chance: random.Random, draw: Draw) -> Settings:
    found: Settings = []
    condition = chance.random() < 0.6 if place else chance.random() < 0.1
    if condition:
        found.append((["spring", "config", "activate", "on-profile"], f'"{chance.choice(WHEN)}"'))
    elif "-" not in name and chance.random() < 0.3:
        found.append(_about_profiles(chance))
    spelt: Spelt = {}
    for _ in range(chance.randint(0, 5)):
        found.append(draw(chance, spelt))
    chance.shuffle(found)
    return found


def _about_profiles(chance: random.Random) -> tuple[list[str], str]:
    some = ",".join(chance.sample(PROFILES, chance.randint(1, 2)))
    kind = chance.choice((["active"], ["include"], ["default"], ["group", chance.choice(PROFILES)]))
    return ["spring", "profiles", *kind], f'"{some}"'


def _setting(chance: random.Random, spelt: Spelt) -> tuple[list[str], str]:
    """A setting; of two odd spellings in one document Boot takes either, so there is one for each."""
    kind = chance.choice(("word", "word", "properties", "common", "server"))
    front = ["spring", "kafka"] if chance.random() < 0.9 else ["Spring", "KAFKA"]
    if kind == "word":
        word = chance.choice(tuple(WORDS))
        path = spelt.setdefault((kind, word), [*front, "producer", chance.choice(WORDS[word])])
        usual = ["spring", "kafka", "producer", word]
        texts = word in ("acks", "client-id", "compression-type")
        return chance.choice((path, usual)), chance.choice(PLAIN if texts else NUMBERS)
    if kind == "server":
        path = spelt.setdefault((kind, ""), [*front, *chance.choice(([], ["producer"])), "bootstrap-servers"])
        return path, SERVERS[len(path) % 2]
    name = chance.choice(NAMES)
    spelling = chance.choice((name.split("."), [name], [f"[{name}]"]))
    path = [*front, *(["producer"] if kind == "properties" else []), "properties", *spelling]
    return spelt.setdefault((kind, name), path), chance.choice(PLAIN)


def _lines(document: Settings) -> Iterator[str]:
    for path, value in document:
        key = ".".join(path).replace(".[", "[")
        yield f"{key}={_unquoted(value)}\n"


def _unquoted(value: str) -> str:
    """The value as properties say it."""
    if value.startswith("["):
        return ",".join(json.loads(value))
    return value[1:-1] if value[0] in "'\"" else value


def _yaml(document: Settings, chance: random.Random) -> str:
    """Each name nested, dotted, or partly both; a name that would stand twice in one mapping is left out."""
    root: dict[str, Any] = {}
    for path, value in document:
        _put(root, _joined(path, chance), value)
    return "".join(_block(root, "")) or "{}\n"


def _joined(path: Sequence[str], chance: random.Random) -> list[str]:
    """Neighbours put together with dots here and there."""
    parts: list[str] = []
    for part in path:
        if parts and not part.startswith("[") and chance.random() < 0.4:
            parts[-1] += f".{part}"
        else:
            parts.append(part)
    return parts


def _put(root: dict[str, Any], path: list[str], value: str) -> None:
    for part in path[:-1]:
        root = root.setdefault(part, {})
        if not isinstance(root, dict):
            return
    root.setdefault(path[-1], value)


def _block(root: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in root.items():
        told = json.dumps(key) if key.startswith("[") else key
        if isinstance(value, dict):
            yield f"{indent}{told}:\n"
            yield from _block(value, indent + "  ")
        else:
            yield f"{indent}{told}: {value}\n"
