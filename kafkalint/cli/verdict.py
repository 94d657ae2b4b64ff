"""`kafkalint verdict`: what the real client does with some settings."""

from __future__ import annotations

import json
import sys

import click

from kafkalint.cli._exits import Refused
from kafkalint.cli._lists import say
from kafkalint.cli._terminal import width
from kafkalint.model.value import Native
from kafkalint.model.verdict import Verdict


@click.command(name="verdict")
@click.argument("settings", nargs=-1, metavar="[KEY=VALUE]...")
@click.option("--client", required=True, metavar="CLIENT", help="For example java, confluent-kafka, kafka-python.")
@click.option("--client-version", required=True, metavar="VERSION", help="For example 3.7.")
@click.option("--jsonl", is_flag=True, help="Read one JSON object of settings a line, answer one a line.")
def command(settings: tuple[str, ...], client: str, client_version: str, jsonl: bool) -> None:
    """Say what a client of some version does with settings.

    A value is JSON where it is a number, true, false, null or quoted, and text otherwise; the Java client gets text
    as from a properties file. With --jsonl, the types of JSON are the client's types.
    """
    from kafkalint.analysis.resolve.ask import as_text, to_json, verdict
    from kafkalint.catalog.reading import CatalogError

    if jsonl and settings:
        raise Refused("--jsonl reads the settings from standard input; give no KEY=VALUE")
    try:
        if jsonl:
            for number, line in enumerate(sys.stdin.buffer, 1):
                answer = verdict(client, client_version, _object(line, number))
                click.echo(json.dumps(to_json(answer), ensure_ascii=False))
        else:
            answer = verdict(client, client_version, as_text(client, _pairs(settings)))
            say(_lines(answer, f"{client} {client_version}"), width())
    except (ValueError, CatalogError) as error:
        raise Refused(str(error)) from None


def _object(line: bytes, number: int) -> dict[str, Native]:
    try:
        content = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(f"standard input, line {number}: not JSON: {error}") from None
    if not isinstance(content, dict):
        raise Refused(f"standard input, line {number}: expected an object of settings")
    return {key: _native(value) for key, value in content.items()}


def _native(value: object) -> Native:
    """JSON as the client's types: an array is a sequence."""
    if isinstance(value, list):
        return tuple(_native(item) for item in value)
    if isinstance(value, dict):
        return {str(key): _native(item) for key, item in value.items()}
    assert value is None or isinstance(value, str | int | float)  # nothing else comes out of JSON
    return value


def _pairs(settings: tuple[str, ...]) -> dict[str, Native]:
    found: dict[str, Native] = {}
    for pair in settings:
        key, equals, text = pair.partition("=")
        if not equals or not key:
            raise Refused(f"{pair}: expected KEY=VALUE")
        try:
            found[key] = _native(json.loads(text))
        except json.JSONDecodeError:
            found[key] = text
    return found


def _lines(answer: Verdict, of: str) -> list[str]:
    from kafkalint.analysis.resolve.wording import in_effect

    lines = [f"{of}: {answer.outcome.value} ({answer.state.value})"]
    if answer.error:
        lines.append(f"  the client says: {answer.error}")
    for reason in answer.reasons:
        later = " (when it starts)" if reason.stage == "start" else ""
        lines.append(f"  - {reason.text}{later}")
    values = in_effect(answer.effective)
    return [*lines, f"  in effect: {values}"] if values else lines
