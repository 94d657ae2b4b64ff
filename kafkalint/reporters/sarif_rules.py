"""A rule as SARIF describes one, with help in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kafkalint.model.finding import Confidence, Severity
from kafkalint.model.rule import Example, Rule
from kafkalint.reporters.words import sentence

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
_PRECISION = {Confidence.HIGH: "high", Confidence.MEDIUM: "medium", Confidence.LOW: "low"}


def descriptor(rule: Rule) -> dict[str, object]:
    """The `reportingDescriptor` of a rule, without `security-severity`: no rule is about security."""
    why, help_at = _paragraphs(rule.why), rule.page or next(iter(rule.references), "")
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": sentence(rule.title)},
        "fullDescription": {"text": why},
        "help": {"text": _joined(_help(rule)), "markdown": _joined(_markdown(rule))},
        **({"helpUri": help_at} if help_at else {}),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": ["kafka", "quality", "reliability", rule.subject],
            "precision": _PRECISION[rule.confidence],
            "problem.severity": _PROBLEM[rule.severity],
        },
    }


def _help(rule: Rule) -> Iterator[str]:
    yield _paragraphs(rule.why)
    if rule.repair:
        yield f"Fix: {rule.repair.title}: {sentence(rule.repair.because)}"
    yield "\n".join(rule.references)


def _markdown(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id} {rule.name}"
    yield sentence(rule.title)
    yield _paragraphs(rule.why)
    if rule.repair:
        yield f"**Fix**: {rule.repair.title}: {sentence(rule.repair.because)}"
    example = next((one for one in rule.examples if one.fires), None)
    if example:
        yield from _example(example)
    yield "\n".join(f"- <{reference}>" for reference in rule.references)


def _example(example: Example) -> Iterator[str]:
    yield f"**Example**: {sentence(example.title)}"
    yield _fenced(example.path, example.before)
    if example.after is not None:
        yield "becomes"
        yield _fenced(example.path, example.after)


def _fenced(path: str, text: str) -> str:
    return f"```{path.rpartition('.')[2]}\n{text.rstrip()}\n```"


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, parts))


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))
