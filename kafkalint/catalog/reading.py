"""YAML files of the catalogue, read strictly into pydantic models, with file and line for every complaint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator


class Strict(BaseModel):
    """Base of every shape in the catalogue: unknown keys are refused, names have dashes in the file."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        populate_by_name=True,
    )


class OneKey(Strict):
    """A shape of which exactly one key is given."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError(f"give exactly one of: {', '.join(_keys(type(self)))}")
        return self


Shape = TypeVar("Shape", bound=Strict)


class CatalogError(Exception):
    """A rule, client or place file that does not hold: where and why, in one line each."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


def read_shape(path: Path, shape: type[Shape]) -> Shape:
    """The file as `shape`.

    Raises CatalogError for a file that cannot be read, is no YAML, or does not have that shape.
    """
    text = _text(path)
    content = _content(path, text)
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = tuple(first["loc"])
        line = _line(text, where)
        raise CatalogError(path, line, _say(first["type"], first["msg"], where, shape)) from None


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files directly in `folder`, by name; empty when there is no such folder."""
    return sorted(path for path in folder.glob("*.y*ml") if path.is_file()) if folder.is_dir() else []


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(path, 1, f"cannot be read: {error}") from None


def _content(path: Path, text: str) -> object:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe", pure=False).load(text)
    except (YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not YAML"
        raise CatalogError(path, mark.line + 1 if mark else 1, str(problem)) from None


def _line(text: str, where: tuple[object, ...]) -> int:
    """The line of the nearest thing that `where` leads to; positions are only looked up for a complaint."""
    from ruamel.yaml import YAML

    lines = dict(_lines(YAML(typ="safe", pure=True).compose(text), ()))
    while where and where not in lines:
        where = where[:-1]
    return lines.get(where, 1)


def _lines(node: object, where: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], int]]:
    value = getattr(node, "value", None)
    mark = getattr(node, "start_mark", None)
    if mark is not None:
        yield where, mark.line + 1
    if not isinstance(value, list):
        return
    for index, item in enumerate(value):
        if isinstance(item, tuple):
            key, inner = item
            yield from _lines(inner, (*where, key.value))
            yield (*where, key.value), key.start_mark.line + 1
        else:
            yield from _lines(item, (*where, index))


def _say(kind: str, message: str, where: tuple[object, ...], shape: type[BaseModel]) -> str:
    name = ".".join(map(str, where))
    if kind == "extra_forbidden":
        valid = ", ".join(sorted(_keys(_model_at(shape, where[:-1]))))
        return f"unknown key {where[-1]!r}; valid here: {valid}"
    return f"{name or 'the file'}: {message[:1].lower()}{message[1:]}"


def _keys(shape: type[BaseModel]) -> list[str]:
    """The keys of a shape as files have them."""
    return [field.alias or key for key, field in shape.model_fields.items()]


def _model_at(shape: type[BaseModel], where: tuple[object, ...]) -> type[BaseModel]:
    """The model that a location of an error lies in, as far as it can be followed."""
    for part in where:
        for key, field in shape.model_fields.items():
            if part in (key, field.alias):
                shape = next(_models(field.annotation), shape)
                break
        else:
            shape = next((model for model in _models(shape) if model.__name__ == part), shape)
    return shape


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)
