"""The form for programs: schema `kafkalint/migration/1`, as `docs/schemas/migration-1.json` describes it."""

from __future__ import annotations

import json

from kafkalint.analysis.resolve.ask import effective_json
from kafkalint.migration.differences import Difference
from kafkalint.migration.plan import Entry, Plan, Status
from kafkalint.model.producer import Target
from kafkalint.model.survey import Spot, Stand
from kafkalint.model.verdict import Outcome
from kafkalint.reporters import Style
from kafkalint.reporters.difference import difference
from kafkalint.reporters.ink import Ink
from kafkalint.reporters.json import APPLICABILITY, failure_object

NAME = "json"
SUMMARY = "one JSON object, schema kafkalint/migration/1"
SCHEMA = "kafkalint/migration/1"


def render(plan: Plan, style: Style) -> str:  # noqa: ARG001  # the same for every reader
    """The plan as one object."""
    return json.dumps(plan_object(plan), indent=2, ensure_ascii=False) + "\n"


def plan_object(plan: Plan) -> dict[str, object]:
    """The plan as the schema has it."""
    return {
        "schema": SCHEMA,
        "version": plan.version,
        "style": "pinned" if plan.pinned else "explicit",
        "applied": plan.applied,
        "summary": _summary(plan),
        "stages": _stages(plan),
        "warnings": [
            {"message": message, "producers": [_id(entry) for entry in entries]}
            for message, entries in plan.warnings.items()
        ],
        "notes": [
            {
                "rule": note.rule,
                "name": note.name,
                "message": note.message,
                "producers": [_id(entry) for entry in entries],
            }
            for note, entries in plan.notes.items()
        ],
        "producers": [_producer(entry) for entry in plan.entries],
        "files": [
            {"path": one.path, "owners": list(plan.owners.of(one.path)), "diff": difference(one, Ink(False))}
            for one in plan.rewrites
        ],
        "failures": [failure_object(failure) for failure in plan.failures],
        "undecided_files": [{"path": one.path, "reason": one.reason} for one in plan.undecided],
    }


def _summary(plan: Plan) -> dict[str, object]:
    before, after = plan.outcomes(after=False), plan.outcomes(after=True)
    return {
        "files_seen": plan.files_seen,
        "producers": len(plan.entries),
        "status": {_name(status): len(plan.of(status)) for status in Status},
        "before": {outcome.value: before[outcome] for outcome in Outcome},
        "after": {outcome.value: after[outcome] for outcome in Outcome},
        "edits": plan.edits,
        "files_changed": len(plan.rewrites),
        "failures": len(plan.failures),
    }


def _stages(plan: Plan) -> list[dict[str, object]]:
    return [
        {
            "stage": stage.value,
            "gates": [
                {"reason": gate.reason, "action": gate.action, "producers": [_id(entry) for entry in entries]}
                for gate, entries in found.items()
            ],
        }
        for stage, found in plan.stages
    ]


def _producer(entry: Entry) -> dict[str, object]:
    producer = entry.producer
    found = producer.candidates[-1]
    return {
        "id": _id(entry),
        **_spot(producer.at),
        "place": producer.place,
        "profile": producer.profile or None,
        "client": found.client,
        "client_title": producer.client,
        "client_versions": str(found.versions),
        "version_evidence": found.evidence,
        "version_assumed": found.assumed,
        "target": _target(producer.target),
        "owners": list(entry.owners),
        "status": _name(entry.status),
        "before": _stand(producer.before),
        "after": _stand(producer.after),
        "edits": [_edit(one) for one in entry.differences],
        "applicability": producer.applicability and APPLICABILITY[producer.applicability],
        "note": entry.note,
        "gates": [{"stage": gate.stage.value, "reason": gate.reason, "action": gate.action} for gate in entry.gates],
        "warnings": list(entry.warnings),
        "silenced": list(producer.before.silenced),
        "excerpt": {"line": producer.excerpt_line, "text": producer.excerpt},
    }


def _target(target: Target) -> dict[str, object]:
    return {
        "name": target.name,
        "declared": target.declared,
        "broker_version": str(target.broker) if target.broker else None,
        "service": target.service.title if target.service else None,
        "evidence": target.evidence,
    }


def _stand(stand: Stand) -> dict[str, object]:
    newest = stand.judgement.newest.verdict
    return {
        "verdict": stand.judgement.outcome.value,
        "state": newest.state.value,
        **effective_json(newest.effective),
        "rules": list(stand.rules),
    }


def _edit(one: Difference) -> dict[str, object]:
    values = {"before": one.before or None, "after": one.after or None}
    return {"kind": one.kind, "setting": one.name, **values, **_spot(one.at)}


def _spot(at: Spot) -> dict[str, object]:
    return {"path": at.path, "cell": at.cell, "line": at.line, "column": at.column}


def _id(entry: Entry) -> str:
    """What a producer is called within one plan."""
    return f"{entry.producer.file}#{entry.producer.index}"


def _name(status: Status) -> str:
    return status.value.replace(" ", "-")
