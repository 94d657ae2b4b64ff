"""Rewriting small projects in every syntax: exact bytes, a second run that rests, and refusals that are said."""

from __future__ import annotations

import pytest

REFUSES = b'from confluent_kafka import Producer\n\nProducer({"enable.idempotence": True, "acks": 1})\n'
MENDED = REFUSES.replace(b'"acks": 1', b'"acks": "all"')

CASES = {
    "python keywords": (
        "a.py",
        b"from aiokafka import AIOKafkaProducer\n\np = AIOKafkaProducer(enable_idempotence=True, acks=1)  # why\n",
        b'from aiokafka import AIOKafkaProducer\n\np = AIOKafkaProducer(enable_idempotence=True, acks="all")  # why\n',
    ),
    "several producers": (
        "a.py",
        b"""from confluent_kafka import Producer
a = Producer({'acks': 1})
b = Producer({'acks': '1', 'retries': 0})
c = Producer({'enable.idempotence': True})
d = Producer({'enable.idempotence': True, 'acks': 0})
""",
        b"""from confluent_kafka import Producer
a = Producer({'acks': 'all', 'enable.idempotence': True})
b = Producer({'acks': 'all', 'enable.idempotence': True})
c = Producer({'enable.idempotence': True})
d = Producer({'enable.idempotence': True, 'acks': 'all'})
""",
    ),
    "yaml": (
        "application.yml",
        b"spring:\n  kafka:\n    producer:\n      acks: 1   # fast\n      retries: 0\n      client-id: x\n",
        b"spring:\n  kafka:\n    producer:\n      acks: all   # fast\n      client-id: x\n",
    ),
    "properties": (
        "application.properties",
        b"# ours\nspring.kafka.producer.acks = 1\nspring.kafka.producer.retries=0\nother=1\n",
        b"# ours\nspring.kafka.producer.acks = all\nother=1\n",
    ),
    "streams of Spring Boot": (
        "application.yml",
        b"spring.kafka.streams.properties:\n  producer:\n    acks: 1  # fast\n    enable.idempotence: true\n",
        b"spring.kafka.streams.properties:\n  producer:\n    acks: all  # fast\n    enable.idempotence: true\n",
    ),
    "transactions of a binder": (
        "application.properties",
        (
            b"spring.cloud.stream.kafka.binder.transaction.transaction-id-prefix=tx-\n"
            b"spring.cloud.stream.kafka.binder.transaction.producer.configuration.acks=1\n"
            b"spring.cloud.stream.kafka.bindings.out-0.producer.configuration.acks=1\n"
        ),
        (
            b"spring.cloud.stream.kafka.binder.transaction.transaction-id-prefix=tx-\n"
            b"spring.cloud.stream.kafka.binder.transaction.producer.configuration.acks=all\n"
            b"spring.cloud.stream.kafka.binder.transaction.producer.configuration.enable.idempotence=true\n"
            b"spring.cloud.stream.kafka.bindings.out-0.producer.configuration.acks=1\n"
        ),
    ),
    "variables of Debezium Server": (
        "deployment.yaml",
        (
            b"spec:\n  containers:\n  - env:\n    - {name: DEBEZIUM_SINK_TYPE, value: kafka}\n"
            b"    - {name: DEBEZIUM_SINK_KAFKA_PRODUCER_ENABLE_IDEMPOTENCE, value: 'true'}\n"
            b"    - {name: DEBEZIUM_SINK_KAFKA_PRODUCER_ACKS, value: '1'}\n"
        ),
        (
            b"spec:\n  containers:\n  - env:\n    - {name: DEBEZIUM_SINK_TYPE, value: kafka}\n"
            b"    - {name: DEBEZIUM_SINK_KAFKA_PRODUCER_ENABLE_IDEMPOTENCE, value: 'true'}\n"
            b"    - {name: DEBEZIUM_SINK_KAFKA_PRODUCER_ACKS, value: 'all'}\n"
        ),
    ),
    "json": (
        "kafka.json",
        b'{\n  "kafka": {"producer": {"enable.idempotence": true, "linger.ms": 5, "acks": 1}}\n}\n',
        b'{\n  "kafka": {"producer": {"enable.idempotence": true, "linger.ms": 5, "acks": "all"}}\n}\n',
    ),
    "toml": (
        "settings.toml",
        b'[kafka.producer]\n"enable.idempotence" = true\n"linger.ms" = 5\nacks = 1 # fast\n',
        b'[kafka.producer]\n"enable.idempotence" = true\n"linger.ms" = 5\nacks = "all" # fast\n',
    ),
    "ini": (
        "kafka.ini",
        b"[kafka.producer]\nbootstrap.servers = x:9092\nenable.idempotence = true\nlinger.ms = 5\nacks = 1\n",
        b"[kafka.producer]\nbootstrap.servers = x:9092\nenable.idempotence = true\nlinger.ms = 5\nacks = all\n",
    ),
    "dotenv": (
        "connect.env",
        b"CONNECT_BOOTSTRAP_SERVERS=x:9092\nCONNECT_PRODUCER_ENABLE_IDEMPOTENCE=true\nCONNECT_PRODUCER_ACKS='1'\n",
        b"CONNECT_BOOTSTRAP_SERVERS=x:9092\nCONNECT_PRODUCER_ENABLE_IDEMPOTENCE=true\nCONNECT_PRODUCER_ACKS='all'\n",
    ),
    "dockerfile": (
        "Dockerfile",
        (
            b"FROM confluentinc/cp-kafka-connect:7.6.0\n"
            b"ENV CONNECT_PRODUCER_ENABLE_IDEMPOTENCE=true \\\n    # fast\n    CONNECT_PRODUCER_ACKS=1\n"
        ),
        (
            b"FROM confluentinc/cp-kafka-connect:7.6.0\n"
            b"ENV CONNECT_PRODUCER_ENABLE_IDEMPOTENCE=true \\\n    # fast\n    CONNECT_PRODUCER_ACKS=all\n"
        ),
    ),
    "a script": (
        "send.sh",
        (
            b"#!/bin/sh\nseq 3 | kcat -P -b kafka:9092 \\\n  -X topic.acks=1 \\\n  -X retries=0 -t t  # why\n"
            b"bash -c 'kafka-console-producer --topic t --request-required-acks 0 --message-send-max-retries 0'\n"
            b"kafka-producer-perf-test --producer-props 'acks=0' enable.idempotence=\"false\" > out 2>&1\n"
            b"kafka-console-producer --topic t --producer-property retries=0 --producer-property linger.ms=5 <in\n"
        ),
        (
            b"#!/bin/sh\nseq 3 | kcat -P -b kafka:9092 \\\n  -X topic.acks=all \\\n"
            b"  -X enable.idempotence=true -t t  # why\n"
            b"bash -c 'kafka-console-producer --topic t --request-required-acks all'\n"
            b"kafka-producer-perf-test --producer-props 'acks=all' enable.idempotence=\"true\" > out 2>&1\n"
            b"kafka-console-producer --topic t --producer-property linger.ms=5 <in\n"
        ),
    ),
    "a script in a workflow": (
        "workflow.yml",
        (
            b"jobs:\n  send:\n    steps:\n      - run: |\n          echo x |\n"
            b"            kcat -P -b kafka:9092 -X acks=1 -t t\n      - run: kcat -P -X acks=0 -b kafka:9092\n"
        ),
        (
            b"jobs:\n  send:\n    steps:\n      - run: |\n          echo x |\n"
            b"            kcat -P -b kafka:9092 -X acks=all -X enable.idempotence=true -t t\n"
            b"      - run: kcat -P -X acks=all -X enable.idempotence=true -b kafka:9092\n"
        ),
    ),
    "words in a list": (
        "job.yaml",
        (
            b"spec:\n  containers:\n  - command:\n    - kafka-producer-perf-test\n    - --producer-props\n"
            b"    - acks=1\n    - enable.idempotence=false\n"
            b"  - command: [kafka-console-producer, --producer-property, linger.ms=1, --producer-property, acks=0]\n"
        ),
        (
            b"spec:\n  containers:\n  - command:\n    - kafka-producer-perf-test\n    - --producer-props\n"
            b"    - acks=all\n    - enable.idempotence=true\n"
            b"  - command: [kafka-console-producer, --producer-property, linger.ms=1, --producer-property, acks=all]\n"
        ),
    ),
    "what an image starts": (
        "Dockerfile",
        (
            b"FROM apache/kafka:3.9.0\nRUN kafka-console-producer --topic t \\\n"
            b"    # why\n    --producer-property acks=1\n"
            b'CMD ["kafka-producer-perf-test", "--producer-props", "acks=1", "enable.idempotence=false"]\n'
        ),
        (
            b"FROM apache/kafka:3.9.0\nRUN kafka-console-producer --topic t \\\n"
            b"    # why\n    --producer-property acks=all\n"
            b'CMD ["kafka-producer-perf-test", "--producer-props", "acks=all", "enable.idempotence=true"]\n'
        ),
    ),
    "compose": (
        "docker-compose.yml",
        (
            b"services:\n  connect:\n    image: confluentinc/cp-kafka-connect:7.6.0\n    environment:\n"
            b"      - CONNECT_PRODUCER_ENABLE_IDEMPOTENCE=true\n      - CONNECT_PRODUCER_ACKS=1\n"
        ),
        (
            b"services:\n  connect:\n    image: confluentinc/cp-kafka-connect:7.6.0\n    environment:\n"
            b"      - CONNECT_PRODUCER_ENABLE_IDEMPOTENCE=true\n      - CONNECT_PRODUCER_ACKS=all\n"
        ),
    ),
}  # fmt: skip
BOM = b"\xef\xbb\xbf"
SHAPES = {
    "as it is": lambda data: data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "BOM": lambda data: BOM + data,
    "no final newline": lambda data: data.removesuffix(b"\n"),
    "BOM, CRLF, no final newline": lambda data: BOM + data.replace(b"\n", b"\r\n").removesuffix(b"\r\n"),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("case", CASES)
def test_exact_bytes_and_then_rest(project, case, shape) -> None:
    name, before, after = CASES[case]
    path = project.plant(name, SHAPES[shape](before))
    wanted = SHAPES[shape](after)
    first = project.check("--fix", "--unsafe-fixes")
    assert path.read_bytes() == wanted
    assert first.status == 0, first.out
    again = project.check("--fix", "--unsafe-fixes", "--exit-non-zero-on-fix")
    assert again.status == 0, again.out
    assert path.read_bytes() == wanted


@pytest.mark.parametrize("case", CASES)
def test_a_diff_shows_what_a_fix_does(project, case) -> None:
    name, before, after = CASES[case]
    path = project.plant(name, before)
    out = project.run("check", "--diff", "--unsafe-fixes").out
    minus = [line[1:] for line in out.splitlines() if line.startswith("-") and not line.startswith("---")]
    plus = [line[1:] for line in out.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert [line for line in before.decode().splitlines() if line not in after.decode().splitlines()] == minus
    assert [line for line in after.decode().splitlines() if line not in before.decode().splitlines()] == plus
    assert f"--- a/{name}\n+++ b/{name}\n" in out
    assert path.read_bytes() == before


def test_a_pin_beside_the_source_decides(project) -> None:
    source = b"from kafka import KafkaProducer\n\nKafkaProducer(acks='all')\n"
    project.plant("requirements.txt", "kafka-python==2.0.2\n")
    path = project.plant("app/a.py", source)
    assert project.check("--fix", "--unsafe-fixes").rules == ["KFK305"]
    assert path.read_bytes() == source, "this version has no idempotent producer"
    project.plant("requirements.txt", "kafka-python==2.3.0\n")
    project.check("--fix", "--unsafe-fixes")
    assert b"enable_idempotence=True" in path.read_bytes()


def test_two_folders_with_pins_of_their_own(project) -> None:
    source = b"from aiokafka import AIOKafkaProducer\n\nAIOKafkaProducer(enable_idempotence=True, acks=1)\n"
    for name, pin in (("old", "0.7.0"), ("new", "0.12.0")):
        project.plant(f"{name}/requirements.txt", f"aiokafka=={pin}\n")
        project.plant(f"{name}/a.py", source)
    out = project.check().out
    assert "aiokafka 0.12" in out
    assert "aiokafka 0.7" in out
    assert project.check("--fix").status == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('Producer({"enable.idempotence": True, "acks": acks})', None),
        ('Producer({"acks": 1, **more})', None),
        ("Producer(settings())", None),
        ('Producer({"enable.idempotence": flag, "acks": 1})', 'Producer({"enable.idempotence": flag, "acks": "all"})'),
        (
            'Producer({"enable.idempotence": True, "acks": acks, "retries": 0})',
            'Producer({"enable.idempotence": True, "acks": acks})',
        ),
    ],
)
def test_what_is_partly_unknown_changes_only_where_it_is_wrong_whatever_the_rest_is(project, before, after) -> None:
    head = "from confluent_kafka import Producer\nfrom app import acks, flag, more, settings\n\n"
    path = project.plant("a.py", head + before + "\n")
    project.check("--fix", "--unsafe-fixes")
    assert path.read_text("utf-8") == head + (after or before) + "\n"


def test_safe_fixes_only(project) -> None:
    source = REFUSES + b'Producer({"acks": 1})\n'
    path = project.plant("a.py", source)
    assert project.check("--fix").status == 1
    assert path.read_bytes() == MENDED + b'Producer({"acks": 1})\n'


def test_only_what_is_selected_is_mended(project) -> None:
    path = project.plant("a.py", REFUSES)
    project.check("--fix", "--unsafe-fixes", "--ignore", "KFK1")
    assert path.read_bytes() == REFUSES
    project.check("--fix", "--unsafe-fixes", "--min-severity", "error", "--select", "KFK2")
    assert path.read_bytes() == REFUSES


def refused(project, path, said: str) -> None:
    """The file is as it was, its finding is shown, nothing counts as fixed, and the shell hears of it."""
    before = path.read_bytes()
    ran = project.check("--fix", "--output", "json=report.json")
    assert ran.status == 2
    assert path.read_bytes() == before
    assert "KFK101" in ran.rules
    assert f"{path.relative_to(project.folder)}: not rewritten: {said}" in ran.out
    assert "ixed " not in ran.out
    report = project.folder.joinpath("report.json").read_text("utf-8")
    assert '"fixed": 0' in report
    assert [entry.name for entry in path.parent.iterdir() if "kafkalint" in entry.name] == []


def test_a_read_only_file_is_refused(project) -> None:
    path = project.plant("a.py", REFUSES)
    path.chmod(0o444)
    refused(project, path, "is read-only")


def test_a_hard_link_is_refused(project) -> None:
    path = project.plant("a.py", REFUSES)
    (project.folder / "b.txt").hardlink_to(path)
    refused(project, path, "has 2 hard links")


def test_a_link_out_of_the_project_is_refused(project) -> None:
    outside = project.folder.parent / "outside.py"
    outside.write_bytes(REFUSES)
    path = project.folder / "a.py"
    path.symlink_to(outside)
    ran = project.check("--fix", "a.py")
    assert ran.status == 2
    assert "a.py: not rewritten: is a symbolic link out of project" in ran.out
    assert outside.read_bytes() == REFUSES
    assert path.is_symlink()


def test_a_link_inside_the_project_stays_one(project) -> None:
    target = project.plant("src/real.py", REFUSES)
    path = project.folder / "a.py"
    path.symlink_to("src/real.py")
    assert project.check("--fix", "a.py").status == 0
    assert path.is_symlink()
    assert target.read_bytes() == MENDED


def test_a_file_that_changes_meanwhile_is_left(project, monkeypatch) -> None:
    from kafkalint.runner import run

    path = project.plant("a.py", REFUSES)
    really = run.write

    def late(writings) -> None:
        if writings:
            path.write_bytes(b"# somebody else was here\n" + REFUSES)
        really(writings)

    monkeypatch.setattr(run, "write", late)
    ran = project.check("--fix")
    assert ran.status == 2
    assert "a.py: not rewritten: changed on disk since it was read; run again" in ran.out
    assert path.read_bytes() == b"# somebody else was here\n" + REFUSES


def test_one_refusal_does_not_stop_the_other_files(project) -> None:
    project.plant("a.py", REFUSES).chmod(0o444)
    other = project.plant("b.py", REFUSES)
    ran = project.check("--fix")
    assert ran.status == 2
    assert other.read_bytes() == MENDED
    assert "Fixed 1 finding in 1 file; 1 error left in 2 files, 2 producers; 1 failure." in ran.out


def test_the_mode_is_kept(project) -> None:
    path = project.plant("a.py", REFUSES)
    path.chmod(0o751)
    project.check("--fix")
    assert path.stat().st_mode & 0o777 == 0o751
    assert path.read_bytes() == MENDED


def test_standard_input(project) -> None:
    ran = project.check("-", "--stdin-filename", "src/a.py", stdin=REFUSES)
    assert ran.status == 1
    assert ran.out.startswith("src/a.py:3:47: error[KFK101]")


def test_standard_input_fixed_goes_to_standard_output(project) -> None:
    ran = project.check("-", "--stdin-filename", "a.py", "--fix", stdin=REFUSES.replace(b"\n", b"\r\n"))
    assert ran.status == 0
    assert ran.bytes == MENDED.replace(b"\n", b"\r\n")
    assert "Fixed 1 finding" in ran.err


def test_standard_input_with_nothing_to_fix_comes_out_as_it_went_in(project) -> None:
    for data in (MENDED, b"", b"kafka \xff acks", b'from confluent_kafka import Producer\n\nProducer({"acks": 1}\n'):
        assert project.check("-", "--stdin-filename", "a.py", "--fix", stdin=data).bytes == data


def test_standard_input_as_a_diff(project) -> None:
    ran = project.check("-", "--stdin-filename", "a.py", "--diff", "--fix", stdin=REFUSES)
    assert ran.status == 1
    assert "+Producer" in project.run("check", "-", "--stdin-filename", "a.py", "--diff", stdin=REFUSES).out


def test_standard_input_has_the_configuration_and_the_pins_of_its_name(project) -> None:
    project.plant("src/requirements.txt", "confluent-kafka==2.3.0\n")
    project.plant("src/kafkalint.toml", "severity = {KFK101 = 'warning'}")
    out = project.check("-", "--stdin-filename", "src/a.py", stdin=REFUSES).out
    assert "warning[KFK101]" in out
    assert "confluent-kafka 2.3.0" in out


def test_a_fix_is_called_by_what_it_does_where_another_rule_has_none(project) -> None:
    """Connect's idempotence is left to a person, its acks are not."""
    worker = "bootstrap.servers=a:1\ngroup.id=g\nconfig.storage.topic=c\nstatus.storage.topic=s\nproducer.acks=1\n"
    project.plant("connect-distributed.properties", worker)
    out = project.run("check", ".").out
    assert "KFK205" in out
    assert "fix: Write acks=all" in out
    assert "fix: Write it where the framework looks" not in out
