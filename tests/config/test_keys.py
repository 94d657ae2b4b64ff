"""Every key of the configuration, by what it does to a project."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

REFUSES = """
    from confluent_kafka import Producer

    Producer({"enable.idempotence": True, "acks": 1})
"""
WEAK = """
    from confluent_kafka import Producer

    Producer({"acks": 1, "client.id": "metrics-7", "bootstrap.servers": "kafka-3.internal:9092"})
"""
SILENT = "spring.kafka.producer.acks=1\nspring.kafka.producer.client-id=orders\n"
OWN_RULE = """
    id: ACME001
    name: transactions-only
    title: Every producer is transactional
    subject: producer
    severity: warning
    confidence: high
    tier: should
    when: {setting: {role: transactional, present: false}}
    message: "no transactional.id"
    at: producer
    why: We say so.
    references: ["https://example.com/policy"]
    examples:
      - title: none
        path: a.py
        fires: true
        before: |
          import confluent_kafka

          confluent_kafka.Producer({})
      - title: one
        path: a.py
        fires: false
        before: |
          import confluent_kafka

          confluent_kafka.Producer({"transactional.id": "x"})
"""


@pytest.mark.parametrize(
    ("wishes", "rules"),
    [
        ("", ["KFK101"]),
        ("select = ['KFK1']", ["KFK101"]),
        ("select = ['KFK2']", []),
        ("select = ['acks-conflicts-with-idempotence']", ["KFK101"]),
        ("ignore = ['KFK1']", []),
        ("ignore = ['acks-conflicts-with-idempotence']", []),
        ("ignore = ['KFK2', 'acks-leader-only']", ["KFK101"]),
        ("select = ['KFK101']\nignore = ['KFK1']", ["KFK101"]),
        ("select = ['KFK1']\nignore = ['KFK101']", []),
    ],
)
def test_select_and_ignore(project, wishes, rules) -> None:
    project.plant("kafkalint.toml", wishes)
    project.plant("a.py", REFUSES)
    assert project.check().rules == rules


def test_the_command_line_selects_instead_and_ignores_besides(project) -> None:
    project.plant("kafkalint.toml", "select = ['KFK2']\nignore = ['KFK402']")
    project.plant("a.py", REFUSES)
    assert project.check().rules == []
    assert project.check("--select", "KFK101,KFK402").rules == ["KFK101"]
    assert project.check("--select", "KFK1", "--ignore", "KFK101").rules == []


def test_the_closest_file_wins_and_is_not_merged(project) -> None:
    project.plant("kafkalint.toml", "ignore = ['KFK']")
    project.plant("a.py", REFUSES)
    project.plant("near/pyproject.toml", "[tool.kafkalint]\nselect = ['KFK1']")
    project.plant("near/deep/b.py", REFUSES)
    project.plant("other/pyproject.toml", "[tool.ruff]\nselect = ['E']")
    project.plant("other/c.py", REFUSES)
    ran = project.check()
    assert ran.out.startswith("near/deep/b.py:3:47: error[KFK101]")
    assert ran.rules == ["KFK101"]


def test_kafkalint_toml_wins_over_pyproject_beside_it(project) -> None:
    project.plant("kafkalint.toml", "select = ['KFK1']")
    project.plant("pyproject.toml", "[tool.kafkalint]\nignore = ['KFK']")
    project.plant("a.py", REFUSES)
    assert project.check().rules == ["KFK101"]


def test_no_configuration_above_the_repository_counts(project) -> None:
    (project.folder.parent / "kafkalint.toml").write_text("ignore = ['KFK']", "utf-8")
    project.plant("a.py", REFUSES)
    assert project.check().rules == ["KFK101"]


def test_extend_joins_tables_and_takes_what_is_missing(project) -> None:
    project.plant(
        "base.toml", "ignore = ['KFK402']\nextend = 'root.toml'\n[severity]\nKFK101 = 'note'\nKFK402 = 'note'"
    )
    project.plant("root.toml", "client-versions = {confluent-kafka = '2.6'}\nignore = ['KFK101']")
    project.plant("kafkalint.toml", "extend = 'base.toml'\n[severity]\nKFK101 = 'warning'")
    project.plant("a.py", REFUSES)
    ran = project.check()
    assert "warning[KFK101]" in ran.out
    assert "confluent-kafka 2.6 refuses" in ran.out


def test_extend_reads_a_table_of_another_project(project) -> None:
    project.plant("../shared/pyproject.toml", "[tool.kafkalint]\nignore = ['KFK1', 'KFK402']")
    project.plant("kafkalint.toml", "extend = '../shared/pyproject.toml'")
    project.plant("a.py", REFUSES)
    assert project.check().rules == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("selekt = []", "kafkalint.toml:1: unknown key 'selekt'; valid here: baseline, broker-version, "),
        ("\n[target.prod]\nhost = ['x']", "kafkalint.toml:3: unknown key 'host'; valid here: broker-version, hosts, "),
        ("ignore = []\n[[per-file]]\npaths = []\n[[per-file]]\npaths = []\nignored = []",
         "kafkalint.toml:6: unknown key 'ignored'; valid here: ignore, in-profile, key, paths, profile, target"),
        ("ignore = []\n[[per-file]]\npaths = []\nignore = []\n[[per-file]]\nignore = 'KFK1'\npaths = []",
         "kafkalint.toml:6: per-file.1.ignore: "),
        ("[[producer]]\nmatch = {client = 'x'}\nprofile = 'strict'\nreason = 'x'",
         "kafkalint.toml:2: unknown key 'client'; valid here: client-id, path"),
        ("[[producer]]\nmatch = {path = 'x'}\nprofile = 'strict'", "toml:1: producer.0.reason: field required"),
        ("[[per-file]]\npaths = ['*']\nkey = 'a'\nprofile = 'strict'", "key narrows ignore only"),
    ],
)  # fmt: skip
def test_a_wrong_key_is_named_with_its_line_and_the_valid_ones(project, text, said) -> None:
    project.plant("kafkalint.toml", text.encode())
    ran = project.check()
    assert ran.status == 2
    assert said in ran.err


def test_the_line_of_a_wrong_key_is_the_one_in_our_table(project) -> None:
    project.plant("pyproject.toml", "[tool.ruff]\nselect = 1\n\n[tool.kafkalint]\nselect = 1\n")
    assert "kafkalint: pyproject.toml:5: select: " in project.check().err


def test_exclude_replaces_the_folders_that_are_skipped_anyway(project) -> None:
    for name in ("venv/a.py", "legacy/b.py", "src/c.py"):
        project.plant(name, REFUSES)

    def files() -> set[str]:
        return {line.split(":")[0] for line in project.check().out.splitlines() if "KFK101" in line}

    assert files() == {"legacy/b.py", "src/c.py"}
    project.plant("kafkalint.toml", "extend-exclude = ['legacy/']")
    assert files() == {"src/c.py"}
    project.plant("kafkalint.toml", "exclude = ['legacy/']")
    assert files() == {"src/c.py", "venv/a.py"}
    project.plant("kafkalint.toml", "exclude = ['legacy/']\nextend-exclude = ['src/*.py']")
    assert files() == {"venv/a.py"}


def test_exclusions_count_for_named_files_only_when_asked(project) -> None:
    project.plant("kafkalint.toml", "extend-exclude = ['legacy/']")
    project.plant("legacy/b.py", REFUSES)
    project.plant("venv/a.py", REFUSES)
    assert project.check("legacy/b.py", "venv/a.py").rules == ["KFK101", "KFK101"]
    ran = project.check("legacy/b.py", "venv/a.py", "--force-exclude")
    assert (ran.status, ran.rules) == (0, [])


def test_a_rule_of_ones_own(project) -> None:
    project.plant("lint/ACME001-transactions-only.yaml", OWN_RULE)
    project.plant("kafkalint.toml", "rules = ['lint']\nselect = ['ACME']")
    project.plant("a.py", REFUSES)
    project.plant("b.py", REFUSES.replace('"acks": 1', '"transactional.id": "x"'))
    ran = project.check()
    assert ran.out.startswith("a.py:3:1: warning[ACME001] no transactional.id\n")
    assert ran.rules == ["ACME001"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("ACME001-transactions-only.yaml", OWN_RULE.replace("tier: should", "tier: should\n    levle: 1"),
         ["lint/ACME001-transactions-only.yaml:8", "levle", "severity"]),
        ("ACME001-transactions-only.yaml", OWN_RULE.replace("severity: warning", "severity: bad"),
         ["lint/ACME001-transactions-only.yaml:5", "severity", "warning"]),
        ("ACME001-transactions-only.yaml", OWN_RULE.replace("present:", "absent:"),
         ["lint/ACME001-transactions-only.yaml:8", "absent", "present"]),
        ("ACME001.yaml", OWN_RULE, ["lint/ACME001.yaml", "ACME001-transactions-only"]),
        ("ACME001-transactions-only.yaml", "id: [", ["lint/ACME001-transactions-only.yaml:2"]),
        ("places/x.yaml", "id: x\nclients: [java]\nprefix: x\n", ["lint/places/x.yaml"]),
        ("clients/x.yaml", "id: x\n", ["lint/clients/x.yaml"]),
    ],
)  # fmt: skip
def test_a_broken_file_of_ones_own_is_named(project, name, text, said) -> None:
    project.plant(f"lint/{name}", text)
    project.plant("kafkalint.toml", "rules = ['lint']")
    ran = project.check()
    assert ran.status == 2
    assert len(ran.err.splitlines()) == 1
    for part in said:
        assert part in ran.err


def test_a_place_and_a_client_of_ones_own(project) -> None:
    project.plant(
        "lint/clients/acme.yaml",
        'client: acme\ntitle: acme-kafka\nextends: {client: confluent-kafka}\nlowest: "1.0"\nnewest: "2.16"\n',
    )
    project.plant(
        "lint/places/acme.yaml",
        """
        id: acme
        title: the wrapper of ACME
        clients: [acme]
        mentions: [acme.messaging]
        find:
          - constructor: {calls: [acme.messaging.make_producer], mappings: [{position: 0}]}
        """,
    )
    project.plant("kafkalint.toml", "rules = ['lint']")
    project.plant(
        "a.py", 'from acme.messaging import make_producer\n\nmake_producer({"enable.idempotence": True, "acks": 1})\n'
    )
    ran = project.check()
    assert ran.rules == ["KFK101"], ran.out + ran.err


def test_profile(project) -> None:
    project.plant("a.py", WEAK)
    assert project.check().rules == ["KFK203"]
    project.plant("kafkalint.toml", "profile = 'at-least-once'")
    assert project.check().rules == ["KFK402"]
    project.plant("kafkalint.toml", "profile = 'fire-and-forget'")
    assert project.check().rules == []


def test_a_profile_never_hides_a_producer_that_does_not_start(project) -> None:
    project.plant("a.py", REFUSES)
    project.plant("kafkalint.toml", "profile = 'fire-and-forget'")
    assert project.check().rules == ["KFK101"]


@pytest.mark.parametrize(
    ("declared", "safe"),
    [
        ("", False),
        ("broker-version = '3.7'", True),
        ("broker-version = '2.8'", True),
        ("broker-version = '2.7'", False),
        ("broker-version = '2.7'\nidempotent-write-granted = true", True),
        ("idempotent-write-granted = true", False),
        ("service = 'event-hubs'", True),
        ("service = 'confluent-cloud'", False),
        ("service = 'confluent-cloud'\nidempotent-write-granted = true", True),
        ("service = 'confluent-cloud'\nbroker-version = '3.7'", True),
        ("service = 'amazon-msk-iam'\nbroker-version = '3.7'", False),
        ("service = 'amazon-msk-iam'\nidempotent-write-granted = true", True),
        ("service = 'alibaba-kafka'\nbroker-version = '3.7'\nidempotent-write-granted = true", False),
        ("service = 'oci-streaming'\nbroker-version = '3.7'\nidempotent-write-granted = true", False),
        ("[target.prod]\nhosts = ['*.internal:9092']\nservice = 'event-hubs'", True),
        ("[target.prod]\nhosts = ['*.internal:9092']\nbroker-version = '3.7'", True),
        ("[target.prod]\nhosts = ['*.elsewhere:9092']\nbroker-version = '3.7'", False),
        ("[target.prod]\nbroker-version = '3.7'\n[[per-file]]\npaths = ['a.py']\ntarget = 'prod'", True),
        ("[target.prod]\nbroker-version = '3.7'\n[[per-file]]\npaths = ['b.py']\ntarget = 'prod'", False),
    ],
)
def test_a_declared_target_makes_unsafe_fixes_safe(project, declared, safe) -> None:
    path = project.plant("a.py", WEAK)
    project.plant("kafkalint.toml", declared)
    before = path.read_text("utf-8")
    project.check("--fix")
    assert (path.read_text("utf-8") != before) is safe
    assert ('"enable.idempotence": True' in path.read_text("utf-8")) is safe


def test_a_service_without_idempotence_is_never_asked_for_it(project) -> None:
    path = project.plant("a.py", REFUSES)
    project.plant("kafkalint.toml", "service = 'oci-streaming'")
    before = path.read_text("utf-8")
    ran = project.check("--fix", "--unsafe-fixes")
    assert ran.rules == ["KFK101"]
    assert path.read_text("utf-8") == before
    assert "not rewritten: OCI Streaming takes no idempotent writes" in project.check("--output-format", "full").out


@pytest.mark.parametrize("weak", [WEAK, WEAK.replace('"acks": 1', '"enable.idempotence": False')])
def test_idempotence_is_not_wanted_where_it_cannot_be(project, weak) -> None:
    project.plant("a.py", weak)
    off = set(project.check().rules)
    project.plant("kafkalint.toml", "service = 'oci-streaming'")
    assert off & {"KFK202", "KFK203"}
    assert not set(project.check().rules) & {"KFK202", "KFK203"}


def test_brokers_that_are_too_old(project) -> None:
    project.plant("a.py", REFUSES.replace('"acks": 1', '"acks": "all"'))
    assert project.check().rules == []
    project.plant("kafkalint.toml", "broker-version = '0.10.2'")
    assert project.check().rules == ["KFK301"]


@pytest.mark.parametrize(("version", "rules"), [("3.7", ["KFK201"]), ("2.8", ["KFK203"]), (">=3.2,<4", ["KFK201"])])
def test_client_versions(project, version, rules) -> None:
    project.plant("application.properties", SILENT)
    project.plant("kafkalint.toml", f"client-versions = {{java = '{version}'}}")
    assert project.check().rules == rules


def test_client_versions_by_the_name_of_a_package(project) -> None:
    project.plant("application.properties", SILENT)
    project.plant("kafkalint.toml", "client-versions = {'org.apache.kafka:kafka-clients' = '2.8'}")
    assert project.check().rules == ["KFK203"]


def test_per_file(project) -> None:
    project.plant("src/a.py", WEAK)
    project.plant("tests/a.py", WEAK)
    project.plant(
        "kafkalint.toml",
        "[[per-file]]\npaths = ['tests/**']\nignore = ['KFK2', 'acks-leader-only']\n"
        "[[per-file]]\npaths = ['src/']\nprofile = 'at-least-once'",
    )
    ran = project.check()
    assert ran.out.startswith("src/a.py:3:19: warning[KFK402]")
    assert ran.rules == ["KFK402"]


@pytest.mark.parametrize(
    ("key", "silent"),
    [("orders.producer", True), ("orders.producer.acks", True), ("orders.prod", False), ("orders.producer.ack", False),
     ("billing", False)],
)  # fmt: skip
def test_a_key_path_where_there_are_no_comments(project, key, silent) -> None:
    settings = {"bootstrap.servers": "x:9092", "enable.idempotence": True, "acks": 1, "linger.ms": 5}
    project.plant("kafka.json", json.dumps({"orders": {"producer": settings}}, indent=2))
    assert project.check().rules == ["KFK101"]
    project.plant("kafkalint.toml", f"[[per-file]]\npaths = ['*.json']\nignore = ['KFK']\nkey = '{key}'")
    assert project.check().rules == ([] if silent else ["KFK101"])


@pytest.mark.parametrize(
    ("match", "until", "silent"),
    [
        ("{client-id = 'metrics-*'}", "", True),
        ("{client-id = 'orders-*'}", "", False),
        ("{path = 'a.py'}", "", True),
        ("{path = '*.py'}", "", True),
        ("{path = 'src/**'}", "", False),
        ("{client-id = 'metrics-*', path = 'b.py'}", "", False),
        ("{path = 'a.py'}", "until = 2999-01-31", True),
        ("{path = 'a.py'}", "until = 2020-01-31", False),
    ],
)
def test_a_producer_that_is_meant_to_be_different(project, match, until, silent) -> None:
    project.plant("a.py", WEAK)
    project.plant(
        "kafkalint.toml", f"[[producer]]\nmatch = {match}\nprofile = 'fire-and-forget'\nreason = 'x'\n{until}"
    )
    assert project.check("--select", "KFK2").rules == ([] if silent else ["KFK203"])


def test_the_path_of_a_producer_is_relative_to_the_configuration(project, monkeypatch) -> None:
    project.plant("app/src/a.py", WEAK)
    project.plant(
        "app/kafkalint.toml", "[[producer]]\nmatch = {path = 'src/*.py'}\nprofile = 'fire-and-forget'\nreason = 'x'"
    )
    assert project.check().rules == []
    monkeypatch.chdir(project.folder / "app" / "src")
    assert project.check().rules == []


def test_env_assumes_values_of_variables(project) -> None:
    project.plant(
        "a.py",
        """
        import os
        from confluent_kafka import Producer

        Producer({"enable.idempotence": True, "acks": os.environ["KAFKA_ACKS"]})
        """,
    )
    project.plant("application.yml", "spring:\n  kafka:\n    producer:\n      acks: ${ACKS}\n")
    assert project.check().rules == []
    project.plant("kafkalint.toml", "env = {KAFKA_ACKS = '1', ACKS = '1'}")
    assert sorted(project.check().rules) == ["KFK101", "KFK201"]
    project.plant("kafkalint.toml", "env = {KAFKA_ACKS = 'all', ACKS = 'all'}")
    assert project.check().rules == []


def test_severity(project) -> None:
    project.plant("a.py", WEAK)
    project.plant("kafkalint.toml", "severity = {KFK203 = 'error', acks-leader-only = 'note'}")
    assert "error[KFK203]" in project.check().out
    project.plant(
        "kafkalint.toml", "profile = 'at-least-once'\nseverity = {KFK203 = 'error', acks-leader-only = 'note'}"
    )
    assert "note[KFK402]" in project.check("--notes").out
    assert project.check().status == 0


def test_config_is_used_everywhere_and_isolated_uses_none(project) -> None:
    project.plant("kafkalint.toml", "ignore = ['KFK']")
    project.plant("other.toml", "select = ['KFK1']")
    project.plant("near/pyproject.toml", "[tool.kafkalint]\nignore = ['KFK']")
    project.plant("near/a.py", REFUSES)
    assert project.check().rules == []
    assert project.check("--isolated").rules == ["KFK101"]
    assert project.check("--config", "other.toml").rules == ["KFK101"]


def test_config_show_says_what_holds_and_where_it_comes_from(project) -> None:
    project.plant("base.toml", "ignore = ['KFK402']\nbroker-version = '3.7'")
    project.plant("kafkalint.toml", "extend = 'base.toml'\nselect = ['KFK1']\n[target.prod]\nhosts = ['a:*']")
    project.plant("src/a.py", REFUSES)
    ran = project.run("config", "show", "src/a.py")
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[0] == "# kafkalint.toml, which extends base.toml"
    assert 'select = ["KFK1"]  # kafkalint.toml' in lines
    assert 'ignore = ["KFK402"]  # base.toml' in lines
    assert 'broker-version = "3.7"  # base.toml' in lines
    assert 'target.prod = {hosts = ["a:*"]}  # kafkalint.toml' in lines
    assert 'profile = ""' in lines


def test_config_show_is_a_configuration_itself(project) -> None:
    """What is printed may be saved and used: it means the same."""
    import tomllib

    from kafkalint.config.schema import settings_from

    project.plant(
        "kafkalint.toml",
        """
        select = ["KFK1"]
        severity = {KFK101 = "note"}
        env = {"A B" = "1"}
        [[per-file]]
        paths = ["a"]
        ignore = ["KFK2"]
        [[producer]]
        match = {client-id = "x"}
        profile = "strict"
        reason = "because"
        until = 2030-01-31
        """,
    )
    shown = tomllib.loads(project.run("config", "show").out)
    origin = project.folder / "kafkalint.toml"
    assert settings_from(shown, origin) == settings_from(tomllib.loads(origin.read_text("utf-8")), origin)


def test_config_show_without_a_file(project) -> None:
    ran = project.run("config", "show")
    assert ran.out.startswith("# no configuration file: these are the defaults\n")


def test_config_schema_knows_a_real_configuration(project) -> None:
    import tomllib

    schema = project.run("config", "schema").json
    assert schema == json.loads((Path(__file__).parents[2] / "docs/schemas/config.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    example = tomllib.loads(
        """
        select = ["KFK1"]
        broker-version = "3.7"
        client-versions = {java = ">=3.2"}
        severity = {KFK402 = "note"}
        [target.prod]
        hosts = ["kafka.prod:*"]
        [[per-file]]
        paths = ["tests/**"]
        ignore = ["KFK2"]
        """
    )
    jsonschema.validate(example, schema)
    for wrong in ({"selekt": []}, {"severity": {"KFK402": "bad"}}, {"per-file": [{"ignore": []}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("broker-version = 3.7", "broker-version: must be text, in quotes"),
        ("select = 'KFK1'", "select: must be a list, in brackets"),
        ("idempotent-write-granted = 'yes'", "idempotent-write-granted: must be true or false, without quotes"),
        ("target = 5", "target: must be a table"),
        ("per-file = [5]", "per-file.0: must be a table"),
    ],
)
def test_a_value_of_the_wrong_type_is_told_in_words_of_toml(project, written, said) -> None:
    project.plant("kafkalint.toml", written)
    ran = project.check()
    assert (ran.status, ran.err) == (2, f"kafkalint: kafkalint.toml:1: {said}\n")
