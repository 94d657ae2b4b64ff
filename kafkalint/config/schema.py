"""The shape of `[tool.kafkalint]`, and its conversion to Settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from kafkalint.config.settings import ConfigError, PerFile, PerPrefix, PerProducer, Settings
from kafkalint.model.declared import DeclaredTarget
from kafkalint.model.finding import Severity
from kafkalint.model.version import Version


def _version(text: str) -> str:
    Version.parse(text)
    return text


VersionText = Annotated[str, AfterValidator(_version)]


class _Shape(BaseModel):
    model_config = ConfigDict(
        extra="forbid", strict=True, alias_generator=lambda name: name.replace("_", "-"), populate_by_name=False
    )


class TargetShape(_Shape):
    """One `[tool.kafkalint.target.NAME]`."""

    broker_version: VersionText | None = Field(None, description="Apache Kafka version of the brokers, such as 3.7")
    service: str = Field("", description="Service that the brokers belong to: a name in docs/services.md")
    idempotent_write_granted: bool = Field(False, description="Whether every principal may write idempotently")
    hosts: list[str] = Field([], description="Patterns of bootstrap servers that belong to this target")


class PerFileShape(_Shape):
    """One `[[tool.kafkalint.per-file]]`."""

    paths: list[str] = Field(description="Globs of files, relative to this file's folder")
    ignore: list[str] = Field([], description="Rules that are silent there")
    profile: str = Field("", description="Profile of the producers there")
    target: str = Field("", description="Name of the target that the producers there talk to")
    key: str = Field("", description="Ignore only what is said of settings at or below this dotted key path")

    in_profile: list[str] = Field([], description="Ignore only what is said of an application in these of its profiles")

    @model_validator(mode="after")
    def _narrow(self) -> PerFileShape:
        narrow = "key" if self.key else "in-profile" if self.in_profile else ""
        if narrow and (self.profile or self.target):
            raise ValueError(f"{narrow} narrows ignore only; profile and target belong in a per-file of their own")
        return self


class MatchShape(_Shape):
    """Which producers are meant."""

    client_id: str = Field("", description="Glob of the client id")
    path: str = Field("", description="Glob of the file")
    place: str = Field("", description="Place where its settings stand, such as spring-kafka: a name in rules/places")


class PerProducerShape(_Shape):
    """One `[[tool.kafkalint.producer]]`."""

    match: MatchShape = Field(description="Which producers are meant")
    profile: str = Field(description="What they are meant to be")
    reason: str = Field(description="Why")
    until: date | None = Field(None, description="The last day on which this holds")


class PlaceShape(_Shape):
    """One `[[tool.kafkalint.place]]`."""

    prefix: str = Field(
        pattern=r"^[\w-]+(\.[\w-]+)*(\.\*)?(\.[\w-]+)*$",
        description="Dotted prefix of a producer's settings; a part * stands for each name there",
    )
    like: str = Field(description="Place that they are read like, such as spring-kafka: a name in rules/places")


class ConfigShape(_Shape):
    """The whole table."""

    extend: str | None = Field(None, description="Another configuration file whose values apply where this has none")
    select: list[str] = Field([], description="Rules to check: ids, prefixes of ids, or names; all when empty")
    ignore: list[str] = Field([], description="Rules not to check")
    mandatory: list[str] = Field([], description="Rules that nothing here, no comment and no baseline may silence")
    baseline: str | None = Field(None, description="File of known findings, which are not reported")
    exclude: list[str] | None = Field(None, description="Globs not to look into, instead of the built-in ones")
    extend_exclude: list[str] = Field([], description="Globs not to look into, beside the built-in ones")
    rules: list[str] = Field([], description="Folders with rule files, and clients/, places/ and services/ in them")
    profile: str = Field("", description="What producers are meant to be")
    broker_version: VersionText | None = Field(None, description="Apache Kafka version of the brokers")
    service: str = Field("", description="Service that the brokers belong to: a name in docs/services.md")
    idempotent_write_granted: bool = Field(False, description="Whether every principal may write idempotently")
    target: dict[str, TargetShape] = Field({}, description="Further targets, by name")
    client_versions: dict[str, str] = Field({}, description="Versions by client, such as java = '>=3.2'")
    per_file: list[PerFileShape] = Field([], description="What is different for some files")
    producer: list[PerProducerShape] = Field([], description="Producers that are meant to be different")
    place: list[PlaceShape] = Field([], description="Prefixes behind which producers of your own have their settings")
    env: dict[str, str] = Field({}, description="Values to assume for environment variables and placeholders")
    severity: dict[str, Literal["error", "warning", "note"]] = Field({}, description="Severity by rule id")


def settings_from(table: Mapping[str, object], origin: Path) -> Settings:
    """The table of one file, without what it extends.

    Raises ConfigError.
    """
    try:
        shape = TypeAdapter(ConfigShape).validate_python(table)
    except ValidationError as error:
        raise ConfigError(_say(error, origin)) from None
    root = origin.parent
    folders = tuple(root / folder for folder in shape.rules)
    for folder in folders:
        if not folder.is_dir():
            raise ConfigError(f"{origin}: rules: no such folder: {folder}")
    keys = _keys(origin) if shape.producer else []
    return Settings(
        root=root,
        origin=origin,
        select=tuple(shape.select),
        ignore=tuple(shape.ignore),
        mandatory=tuple(shape.mandatory),
        baseline=root / shape.baseline if shape.baseline else None,
        exclude=None if shape.exclude is None else tuple(shape.exclude),
        extend_exclude=tuple(shape.extend_exclude),
        rules=folders,
        profile=shape.profile,
        target=_target("", shape),
        targets=tuple(_target(name, target) for name, target in shape.target.items()),
        client_versions=dict(shape.client_versions),
        per_file=tuple(
            PerFile(tuple(one.paths), tuple(one.ignore), one.profile, one.target, one.key, tuple(one.in_profile))
            for one in shape.per_file
        ),
        producers=tuple(
            PerProducer(
                one.profile,
                one.reason,
                one.match.client_id,
                one.match.path,
                one.match.place,
                one.until,
                origin,
                _line(keys, ("producer", number)),
            )
            for number, one in enumerate(shape.producer)
        ),
        places=tuple(PerPrefix(one.prefix, one.like) for one in shape.place),
        env=dict(shape.env),
        severity={rule: Severity[level.upper()] for rule, level in shape.severity.items()},
    )


def json_schema() -> dict[str, object]:
    """The JSON Schema of the table, for editors."""
    schema = ConfigShape.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "kafkalint configuration"}


def defaults() -> dict[str, object]:
    """Every key of the table, in order, with the value that it has when it is not written."""
    return {field.alias or name: field.default for name, field in ConfigShape.model_fields.items()}


def _target(name: str, shape: TargetShape | ConfigShape) -> DeclaredTarget:
    version = Version.parse(shape.broker_version) if shape.broker_version else None
    hosts = tuple(shape.hosts) if isinstance(shape, TargetShape) else ()
    return DeclaredTarget(name, version, shape.service, shape.idempotent_write_granted, hosts)


_EXPECTED = {
    "string_type": "must be text, in quotes",
    "bool_type": "must be true or false, without quotes",
    "list_type": "must be a list, in brackets",
    "dict_type": "must be a table",
    "model_type": "must be a table",
}
"""What a key wants that is given another type, by pydantic's name for that."""


def _say(error: ValidationError, origin: Path) -> str:
    first = error.errors()[0]
    where = first["loc"]
    at = f"{origin}:{_line(_keys(origin), where)}"
    if first["type"] == "extra_forbidden":
        valid = ", ".join(sorted(_fields_at(where[:-1])))
        return f"{at}: unknown key {where[-1]!r}; valid here: {valid}"
    message = _EXPECTED.get(first["type"]) or first["msg"].removeprefix("Value error, ")
    return f"{at}: {'.'.join(map(str, where))}: {message[:1].lower()}{message[1:]}"


def _fields_at(where: tuple[int | str, ...]) -> list[str]:
    shapes: dict[str, type[_Shape]] = {
        "target": TargetShape,
        "per-file": PerFileShape,
        "producer": PerProducerShape,
        "match": MatchShape,
        "place": PlaceShape,
    }
    named = [shapes[part] for part in where if isinstance(part, str) and part in shapes]
    return [field.alias or name for name, field in (named[-1] if named else ConfigShape).model_fields.items()]


def _keys(origin: Path) -> list[tuple[str, ...]]:
    """The key that each line of a file begins with; of one line where it cannot be read."""
    try:
        return [_key(line) for line in origin.read_text("utf-8-sig").removesuffix("\n").split("\n")]
    except (OSError, UnicodeDecodeError):
        return [("",)]


def _line(keys: list[tuple[str, ...]], where: tuple[int | str, ...]) -> int:
    """The line on which `where` stands, as far as it is easily found; the parser of TOML gives no positions."""
    at = next((number for number, key in enumerate(keys) if key[:2] == ("tool", "kafkalint")), 0)
    for place, part in enumerate(where):
        if isinstance(part, str):
            at = _next(keys, part, at)
        else:  # the header of an array's tables occurs once for each
            for _ in range(part):
                at = _next(keys, str(where[place - 1]), at + 1)
    return at + 1


def _next(keys: list[tuple[str, ...]], name: str, start: int) -> int:
    """The first line from `start` on that `name` begins or heads; the line before when there is none."""
    found = (number for number in range(start, len(keys)) if keys[number][-1] == name)
    return next(found, min(start, len(keys) - 1))


def _key(line: str) -> tuple[str, ...]:
    """The dotted key that a line of TOML begins with."""
    head = line.strip().lstrip("[").partition("]")[0] if line.lstrip().startswith("[") else line.partition("=")[0]
    return tuple(part.strip().strip("\"'") for part in head.split("."))
