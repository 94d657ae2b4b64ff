"""The shape of a rule file, and what may stand in it."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from kafkalint.catalog.reading import Strict
from kafkalint.catalog.rule_condition import ConditionShape, Subject, misfits, operators
from kafkalint.catalog.spellings import Many
from kafkalint.model.finding import Applicability, Confidence, Severity
from kafkalint.model.rule import Case, Example, Repair, Rule

FIELDS: dict[str, tuple[str, ...]] = {
    "producer": (
        "setting", "value", "client", "version", "limit", "reasons", "others", "text", "does",
        "suggestion", "intended", "other-client", "acks", "retries", "in-flight", "broker",
        "defect", "mended", "service", "service-note", "right", "grant",
    ),
    "move": ("client", "versions", "steps", "broker", "service", "right", "grant"),
    "use": ("call", "text", "setting", "client", "version"),
    "broker": ("setting", "value", "others", "broker", "service", "service-note"),
    "dependency": ("setting", "value", "since"),
    "stray": ("setting", "intended"),
    "suppression": ("setting", "value", "text"),
}  # fmt: skip
"""What a message may speak of, by subject."""

Text: TypeAlias = Annotated[str, AfterValidator(lambda text: " ".join(text.split())), Field(min_length=1)]
"""A sentence or more; line ends of the file do not count."""
RuleId: TypeAlias = Annotated[str, Field(pattern=r"^[A-Z]{2,8}[0-9]{3}$")]
Words: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
SeverityName: TypeAlias = Literal["error", "warning", "note"]
ConfidenceName: TypeAlias = Literal["high", "medium", "low"]


class FixShape(Strict):
    """How the rule is mended."""

    title: Text
    """What it does, in one line."""
    action: Literal[
        "idempotent", "conflicts", "rename", "translate", "respell", "strengthen", "remove", "trim", "explicit", "pin",
        "uncomment",
    ]  # fmt: skip
    """What it changes, in terms that hold for every client: docs/rules-language.md tells them apart."""
    because: Text
    """Why it is as safe as it is: a clause without a full stop."""
    applicability: Literal["display", "unsafe", "safe"] | None = None
    respects_comments: bool = False
    migration: bool = False

    def freeze(self) -> Repair:
        """The repair, with its applicability where it is always the same."""
        fixed = self.applicability and Applicability[self.applicability.upper()]
        return Repair(self.title, self.action, fixed or None, self.because, self.respects_comments, self.migration)


class CaseShape(Strict):
    """A refinement of what the rule says."""

    when: ConditionShape
    """What holds besides; the first case that is true counts."""
    message: Text | None = None
    """What the rule says then."""
    severity: SeverityName | None = None
    """How grave it is then."""
    confidence: ConfidenceName | None = None
    """How sure it is then."""

    def freeze(self) -> Case:
        """The case, its words as ordered values."""
        severity = self.severity and Severity[self.severity.upper()]
        confidence = self.confidence and Confidence[self.confidence.upper()]
        return Case(self.when.freeze(), self.message, severity or None, confidence or None)


class ExampleShape(Strict):
    """One file before and after."""

    title: Text
    """What it shows."""
    path: str
    """The name of the file."""
    before: str
    """The file."""
    after: str | None = None
    """The file with the fix; left out where none is expected."""
    fires: bool
    """Whether the rule does."""
    versions: Annotated[dict[str, str], Field(default_factory=dict)]
    options: Annotated[dict[str, object], Field(default_factory=dict)]

    def freeze(self) -> Example:
        """The example as the tests and the pages read it."""
        return Example(self.title, self.path, self.before, self.after, self.fires, self.versions, self.options)


class RuleShape(Strict):
    """One rule file."""

    id: RuleId
    """Letters and three digits, the first part of the file's name; own rules take letters of their own."""
    name: Words
    """What is wrong, in words with dashes: the second part of the file's name."""
    title: Text
    """One line for lists."""
    subject: Subject
    severity: SeverityName
    """How grave it is."""
    confidence: ConfidenceName
    """How sure it is; one step lower in a finding that rests on something assumed."""
    tier: Literal["must", "should", "could"] = "should"
    when: ConditionShape
    """When it fires: a map with one operator."""
    message: Text
    """A sentence without a full stop; docs/rules-language.md lists its fields: `{setting}`, `{value}` and more."""
    at: Annotated[str, Field(pattern="^(reason|producer|subject|setting:[a-z-]+)$")]
    per_reason: bool = False
    cases: tuple[CaseShape, ...] = ()
    why: Text
    """A few sentences for the page of the rule."""
    yields_to: tuple[RuleId, ...] = ()
    fix: FixShape | None = None
    """How it is mended."""
    profiles: Many[str] = ()
    on_request: bool = False
    gate: bool = False
    unless_written: Many[str] = ()
    """Settings of brokers or topics, one of which in any file makes the rule needless."""
    references: tuple[str, ...] = ()
    """Addresses."""
    examples: Annotated[list[ExampleShape], Field(min_length=1)]
    """Every one is run as a test."""

    @field_validator("when")
    @classmethod
    def _fits(cls, when: ConditionShape, info: ValidationInfo) -> ConditionShape:
        _check_fit(when, info.data.get("subject"))
        return when

    @field_validator("message")
    @classmethod
    def _fields(cls, message: str, info: ValidationInfo) -> str:
        _check_fields(message, info.data.get("subject"))
        return message

    @field_validator("cases")
    @classmethod
    def _cases(cls, cases: tuple[CaseShape, ...], info: ValidationInfo) -> tuple[CaseShape, ...]:
        for case in cases:
            _check_fit(case.when, info.data.get("subject"))
            _check_fields(case.message or "", info.data.get("subject"))
        return cases

    @model_validator(mode="after")
    def _note(self) -> RuleShape:
        """What a migration leaves can be told, and nothing more: it is no fault, and nothing mends it."""
        only = (self.severity, self.at) == ("note", "producer") and not (self.fix or self.gate or self.on_request)
        if self.subject == "move" and not only:
            raise ValueError("a rule about a move is a note at the producer, without fix, gate and on-request")
        if self.unless_written and self.subject != "move":
            raise ValueError("unless-written is for rules about a move")
        return self

    def freeze(self) -> Rule:
        """The rule as the analysis reads it."""
        return Rule(
            id=self.id,
            name=self.name,
            title=self.title,
            subject=self.subject,
            severity=Severity[self.severity.upper()],
            confidence=Confidence[self.confidence.upper()],
            when=self.when.freeze(),
            message=self.message,
            at=self.at,
            why=self.why,
            yields_to=self.yields_to,
            per_reason=self.per_reason,
            repair=self.fix.freeze() if self.fix else None,
            cases=tuple(case.freeze() for case in self.cases),
            tier=self.tier,
            profiles=self.profiles,
            on_request=self.on_request,
            gate=self.gate,
            unless_written=self.unless_written,
            references=self.references,
            examples=tuple(example.freeze() for example in self.examples),
        )


def _check_fit(when: ConditionShape, subject: Subject | None) -> None:
    """Raises ValueError for an operator that has no meaning for the subject; without one, its own error is told."""
    wrong = misfits(when.freeze(), subject) if subject else ()
    if subject and wrong:
        raise ValueError(f"{wrong[0]!r} says nothing about a {subject}; valid here: {', '.join(operators(subject))}")


def _check_fields(message: str, subject: Subject | None) -> None:
    """Raises ValueError for a template that names anything but a known field."""
    known = FIELDS.get(subject or "", ())
    for _, field, spec, conversion in Formatter().parse(message):
        if subject and field is not None and (field not in known or spec or conversion):
            raise ValueError(f"unknown field {{{field}}}; valid here: {', '.join(known)}")
