"""Producers that are declared to be meant as they are: which these are, and what is wrong with the declarations."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from kafkalint.analysis.evaluate import evaluate
from kafkalint.config.settings import PerProducer, Settings
from kafkalint.model.finding import Finding
from kafkalint.model.producer import Producer, Site
from kafkalint.model.profile import Profile
from kafkalint.model.source import Source, Span
from kafkalint.model.suppression import Suppression
from kafkalint.model.value import Literal
from kafkalint.reporters.positions import Lines
from kafkalint.runner.patterns import absolute, matches
from kafkalint.runner.project import Project, shown
from kafkalint.runner.redact import redacted


def intents_of(producer: Producer, settings: Settings) -> tuple[PerProducer, ...]:
    """What is declared of a producer, whether it still holds or not; the first that holds counts."""
    return tuple(one for one in settings.producers if _meant(one, producer, settings.root))


def holding(intents: Sequence[PerProducer], today: date) -> PerProducer | None:
    """The one that counts."""
    return next((one for one in intents if not one.has_ended(today)), None)


def _meant(one: PerProducer, producer: Producer, root: Path) -> bool:
    if one.path and not matches((one.path,), producer.site.path, root):
        return False
    if one.place and one.place != producer.place:
        return False
    return not one.client_id or any(fnmatchcase(name, one.client_id) for name in _client_ids(producer))


def _client_ids(producer: Producer) -> Iterator[str]:
    for slot in producer.slots:
        if slot.name.replace("_", ".") == "client.id":
            yield from (
                one.value.value
                for one in slot.values
                if isinstance(one.value, Literal) and isinstance(one.value.value, str)
            )


def about_intents(met: frozenset[PerProducer], unread: Sequence[str], project: Project) -> Iterator[Finding]:
    """What is wrong with what is declared: it has ended, or no producer of a whole run is `met` by it.

    What could be meant by it and is `unread` may hold such a producer.
    """
    if project.options.since is not None:
        return
    told: set[tuple[Path | None, int]] = set()
    for settings in project.configurations():
        whole = _is_whole(settings, project)
        for one in settings.producers:
            problem = _problem(one, met, whole and one.origin == settings.origin, unread, settings, project)
            if problem and (one.origin, one.line) not in told:
                told.add((one.origin, one.line))
                yield from _findings(one, problem, project)


def _problem(
    one: PerProducer,
    met: frozenset[PerProducer],
    whole: bool,
    unread: Sequence[str],
    settings: Settings,
    project: Project,
) -> str:
    if one.has_ended(project.options.today) and (whole or one in met):
        return "intent-expired"
    hidden = any(not one.path or matches((one.path,), path, settings.root) for path in unread)
    return "intent-unused" if whole and one not in met and not hidden else ""


def _is_whole(settings: Settings, project: Project) -> bool:
    """Whether the run looks at everything that a configuration is about."""
    if project.options.stdin is not None:
        return False
    folders = (absolute(path) for path in project.options.paths if os.path.isdir(path))  # noqa: PTH112
    return any(settings.root.resolve().is_relative_to(folder) for folder in folders)


def _findings(one: PerProducer, problem: str, project: Project) -> Iterator[Finding]:
    assert one.origin is not None  # it was read from somewhere
    context = project.context_for(str(one.origin))
    source = project.source_of(shown(one.origin)) or Source(shown(one.origin), b"", "")
    site = Site(source.path, _head(one, source))
    subject = Suppression(site, (one.profile,), one.line, one.line, until=one.until, problem=problem, text=one.reason)
    for fired in evaluate(context.rules, subject, None, {}):
        weighed = context.weighed(fired.finding)
        if project.options.wants(weighed):
            yield weighed


def _head(one: PerProducer, source: Source) -> Span:
    """The line that a declaration begins with."""
    lines = Lines.of(source.text)
    text = lines.line(one.line)
    start = lines.starts[one.line - 1] if one.line <= len(lines.starts) else len(source.text)
    return Span(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))


def meaning(profile: Profile | None, intents: Sequence[PerProducer], today: date) -> str:
    """What a producer is declared to be instead of idempotent, until when and why; empty where it is not."""
    if profile is None or not profile.off:
        return ""
    one = holding(intents, today)
    if one is None or one.profile != profile.id:
        return profile.id
    until = f" until {one.until}" if one.until else ""
    return f"{profile.id}{until}: {redacted(one.reason)}"


def lapsed(intents: Sequence[PerProducer], today: date) -> str:
    """What was declared of a producer and has ended, as a clause; empty where something holds, or there was nothing."""
    if not intents or holding(intents, today):
        return ""
    return f"{intents[0].profile} was declared until {intents[0].until}: {redacted(intents[0].reason)}"
