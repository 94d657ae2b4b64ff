"""The file of a baseline: its shape, and reading and writing it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kafkalint.config.settings import ConfigError
from kafkalint.model.baseline import Baseline, Known

SCHEMA = "kafkalint/baseline/1"
_FORM = ConfigDict(extra="forbid", strict=True)
Text = Annotated[str, Field(min_length=1)]


class KnownShape(BaseModel):
    """One known finding."""

    model_config = _FORM
    path: Text = Field(description="The file, from the folder of the baseline, with forward slashes")
    rule: Text = Field(description="Id of the rule")
    client: str = Field(description="The client that the producer belongs to; empty where there is none")
    setting: str = Field(description="Name of the setting as written; empty where a whole producer is meant")
    count: int = Field(1, ge=1, description="How many findings of the file are alike in all of this")


class BaselineShape(BaseModel):
    """The whole file."""

    model_config = _FORM
    version: Literal["kafkalint/baseline/1"] = Field(alias="schema", description="What this file is")
    findings: list[KnownShape] = Field(description="What is known, by path")


def load_baseline(path: Path) -> Baseline:
    """What the file at `path` knows; raises ConfigError for one that is not there or does not hold."""
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such baseline; kafkalint baseline create writes one") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: not JSON: {error}") from None
    told = content.get("schema") if isinstance(content, dict) else None
    if told != SCHEMA:
        found = f"its schema is {repr(told)[:60]}" if told else "it names no schema"
        raise ConfigError(f"{path}: not a baseline of this version, which is {SCHEMA}: {found}")
    try:
        shape = BaselineShape.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    known: dict[Known, int] = {}
    for one in shape.findings:
        key = Known(one.path, one.rule, one.client, one.setting)
        known[key] = known.get(key, 0) + one.count
    return known


def baseline_text(baseline: Baseline) -> str:
    """The file of a baseline: a finding a line in a fixed order, so that changes of it merge."""
    lines = [
        json.dumps(
            {"path": one.path, "rule": one.rule, "client": one.client, "setting": one.setting, "count": number},
            ensure_ascii=False,
        )
        for one, number in sorted(baseline.items())
    ]
    inner = ",".join(f"\n    {line}" for line in lines) + ("\n  " if lines else "")
    return f'{{\n  "schema": {json.dumps(SCHEMA)},\n  "findings": [{inner}]\n}}\n'


def baseline_schema() -> dict[str, object]:
    """The JSON Schema of the file."""
    schema = BaselineShape.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "kafkalint baseline, version 1",
    }
