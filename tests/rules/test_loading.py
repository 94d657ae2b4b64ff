"""Rule files: what is accepted, what is refused and how that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from kafkalint.analysis.evaluate.messages import FIELDS as TOLD
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.profiles import load_profiles
from kafkalint.catalog.reading import CatalogError
from kafkalint.catalog.rule_shape import FIELDS
from kafkalint.catalog.rules import load_rules
from kafkalint.model.finding import Applicability, Confidence, Severity
from kafkalint.model.rule import Condition


def test_a_sound_file(rule_file: Path) -> None:
    (rule,) = load_rules([rule_file.parent])
    assert (rule.id, rule.name, rule.severity, rule.confidence) == (
        "ACME001",
        "no-acks",
        Severity.WARNING,
        Confidence.HIGH,
    )
    assert rule.when.operator == "all"
    assert [part.operator for part in rule.when.parts] == ["outcome", "reason"]
    assert rule.examples[0].before == "acks=1\n"
    assert rule.repair is None


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("reason: {cause", "reasons: {cause", 11, ["unknown key 'reasons'", "reason", "outcome", "effective"]),
        ("role: acks}", "roles: acks}", 11, ["unknown key 'roles'", "role", "other-client"]),
        ("cause: conflict,", "cause: fight,", 11, ["conflict", "misread"]),
        ("[rejected, unknown]", "[rejected, maybe]", 10, ["idempotent"]),
        ("severity: warning", "severity: fatal", 5, ["error", "note"]),
        ("subject: producer", "subject: consumer", 4, ["producer", "broker"]),
        ("id: ACME001", "id: acme-1", 1, ["id"]),
        ("{client} {version}", "{client} {release}", 12, ["{release}", "version", "in-flight"]),
        ("{client} {version}", "{client!r}", 12, ["{client}"]),
        ("{client} {version}", "{client:>5}", 12, ["{client}"]),
        ("at: reason", "at: somewhere", 13, ["at"]),
        ("tier: could", "tier: could\nlevel: could", 8, ["unknown key 'level'", "tier", "yields-to"]),
        ("  all:\n", "  any: []\n  all:\n", 9, ["any"]),
        ("  all:\n", "  state: on\n  all:\n", 8, ["exactly one of: all", "suppression"]),
        ("id: ACME001\n", "id: [\n", 3, []),
    ],
)
def test_a_damaged_file_is_refused_with_line_and_valid_names(rule_file: Path, old, new, line, words) -> None:
    text = rule_file.read_text("utf-8")
    assert old in text
    rule_file.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(CatalogError) as caught:
        load_rules([rule_file.parent])
    assert caught.value.path == rule_file
    assert caught.value.line == line, caught.value.message
    assert [word for word in words if word not in caught.value.message] == []


@pytest.mark.parametrize("key", ["title", "subject", "when", "message", "why", "examples"])
def test_nothing_may_be_left_out(rule_file: Path, key: str) -> None:
    lines = rule_file.read_text("utf-8").splitlines(keepends=True)
    start = next(at for at, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = next((at for at in range(start + 1, len(lines)) if lines[at][0] not in " "), len(lines))
    rule_file.write_text("".join(lines[:start] + lines[end:]), "utf-8")
    with pytest.raises(CatalogError, match=key):
        load_rules([rule_file.parent])


def test_an_operator_must_fit_the_subject(rule_file: Path) -> None:
    text = rule_file.read_text("utf-8").replace("subject: producer", "subject: broker")
    rule_file.write_text(text.replace("{setting}={value} is wrong for {client} {version}", "{setting}"), "utf-8")
    valid = "valid here: all, any, not, setting, broker"
    with pytest.raises(CatalogError, match=f"'outcome' says nothing about a broker; {valid}"):
        load_rules([rule_file.parent])


def test_a_case_is_checked_like_the_rule(rule_file: Path) -> None:
    text = rule_file.read_text("utf-8")
    case = "cases:\n  - when:\n      suppression: {problem: unused}\n"
    rule_file.write_text(text.replace("why:", case + "why:"), "utf-8")
    with pytest.raises(CatalogError, match="'suppression' says nothing about a producer"):
        load_rules([rule_file.parent])
    case = 'cases:\n  - when:\n      state: unknown\n    message: "{nobody}"\n'
    rule_file.write_text(text.replace("why:", case + "why:"), "utf-8")
    with pytest.raises(CatalogError, match=r"unknown field \{nobody\}"):
        load_rules([rule_file.parent])


def test_a_version_is_text(rule_file: Path) -> None:
    text = rule_file.read_text("utf-8")
    rule_file.write_text(text.replace("reason: {cause: conflict, role: acks}", "version: {below: 3.10}"), "utf-8")
    with pytest.raises(CatalogError, match="put it in quotes"):
        load_rules([rule_file.parent])


@pytest.mark.parametrize("given", ["{}", "{present: true}", "{role: acks, name: acks}"])
def test_a_setting_has_a_role_or_a_name(rule_file: Path, given: str) -> None:
    text = rule_file.read_text("utf-8")
    rule_file.write_text(text.replace("reason: {cause: conflict, role: acks}", f"setting: {given}"), "utf-8")
    with pytest.raises(CatalogError, match="either a role or a name"):
        load_rules([rule_file.parent])


def test_the_file_is_called_like_the_rule(rule_file: Path) -> None:
    wrong = rule_file.rename(rule_file.with_name("ACME001-other.yaml"))
    with pytest.raises(CatalogError, match=r"is called ACME001-no-acks\.yaml"):
        load_rules([wrong.parent])


def test_an_id_occurs_once_in_a_folder(rule_file: Path) -> None:
    rule_file.with_suffix(".yml").write_text(rule_file.read_text("utf-8"), "utf-8")
    with pytest.raises(CatalogError, match=r"also in ACME001-no-acks\.yaml"):
        load_rules([rule_file.parent])


def test_a_later_folder_replaces_a_rule(rule_file: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    changed = rule_file.read_text("utf-8").replace("title: A rule", "title: Another")
    (own / rule_file.name).write_text(changed, "utf-8")
    (rule,) = load_rules([rule_file.parent, own])
    assert rule.title == "Another"


def test_rules_yield_to_rules_that_exist(rule_file: Path) -> None:
    text = rule_file.read_text("utf-8")
    rule_file.write_text(text.replace("why:", "yields-to: [ACME009]\nwhy:"), "utf-8")
    with pytest.raises(CatalogError, match="unknown rule ACME009; known: ACME001"):
        load_rules([rule_file.parent])


def test_rules_do_not_yield_to_each_other(rule_file: Path) -> None:
    text = rule_file.read_text("utf-8")
    rule_file.write_text(text.replace("why:", "yields-to: [ACME002]\nwhy:"), "utf-8")
    other = text.replace("ACME001", "ACME002").replace("why:", "yields-to: [ACME001]\nwhy:")
    rule_file.with_name("ACME002-no-acks.yaml").write_text(other, "utf-8")
    with pytest.raises(CatalogError, match="yield to each other: ACME00"):
        load_rules([rule_file.parent])


def test_a_rule_may_be_for_some_profiles(rule_file: Path) -> None:
    text = rule_file.read_text("utf-8")
    rule_file.write_text(text.replace("why:", "profiles: [strict, exactly-once]\nwhy:"), "utf-8")
    assert load_rules([rule_file.parent])[0].profiles == ("strict", "exactly-once")


def test_the_profiles_of_shipped_rules_exist(shipped) -> None:
    named = {name for rule in shipped for name in rule.profiles}
    assert named <= load_profiles([rules_folder()]).keys()


def test_a_folder_without_rules_is_empty(tmp_path: Path) -> None:
    assert load_rules([tmp_path, tmp_path / "missing"]) == ()


def test_applicability_of_a_fix(rule_file: Path) -> None:
    text = rule_file.read_text("utf-8")
    fix = "fix: {title: T, action: remove, because: B, applicability: unsafe}\n"
    rule_file.write_text(text.replace("references:", fix + "references:"), "utf-8")
    (rule,) = load_rules([rule_file.parent])
    assert rule.repair is not None
    assert rule.repair.applicability is Applicability.UNSAFE


def test_frozen_conditions_hold_versions_and_file_names(rule_file: Path) -> None:
    text = rule_file.read_text("utf-8")
    condition = 'effective: {in-flight: {above: 1}, acks: {is: [0, "1"]}}'
    rule_file.write_text(text.replace("reason: {cause: conflict, role: acks}", condition), "utf-8")
    (rule,) = load_rules([rule_file.parent])
    assert rule.when.parts[1] == Condition("effective", {"acks": {"is": (0, "1")}, "in-flight": {"above": 1}})


def test_the_fields_that_may_be_used_are_the_fields_that_are_told() -> None:
    assert {subject: set(names) for subject, names in FIELDS.items()} == {
        subject: set(told) for subject, told in TOLD.items()
    }


def test_shipped_rules_have_firing_and_silent_examples(shipped) -> None:
    lacking = [
        rule.id
        for rule in shipped
        if sum(example.fires for example in rule.examples) < 2
        or sum(not example.fires for example in rule.examples) < 2
    ]
    assert lacking == []


def test_silent_examples_have_no_after(shipped) -> None:
    wrong = [
        f"{rule.id}: {example.title}"
        for rule in shipped
        for example in rule.examples
        if example.after is not None and (not example.fires or example.after == example.before or rule.repair is None)
    ]
    assert wrong == []


def test_examples_end_with_a_newline(shipped) -> None:
    texts = [text for rule in shipped for example in rule.examples for text in (example.before, example.after)]
    assert [text for text in texts if text is not None and not text.endswith("\n")] == []
