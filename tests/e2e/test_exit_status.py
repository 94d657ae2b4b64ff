"""The exit status, as one table: what stands in the project, what is asked, what the shell gets."""

from __future__ import annotations

import os

import pytest

REFUSES = b'from confluent_kafka import Producer\n\nProducer({"enable.idempotence": True, "acks": 1})\n'
MENDED = REFUSES.replace(b'"acks": 1', b'"acks": "all"')
WEAK = b'from confluent_kafka import Producer\n\nProducer({"acks": 1})\n'
FINE = b'from confluent_kafka import Producer\n\nProducer({"enable.idempotence": True})\n'
UNKNOWN = b'import os\nfrom confluent_kafka import Producer\n\nProducer({"enable.idempotence": os.environ["X"]})\n'
BROKEN = b'from confluent_kafka import Producer\n\nProducer({"acks": 1}\n'
TEMPLATE = b"{% if kafka %}\nproducer: {{ acks }\n\tacks: 1\n"

TABLE = [
    ("an empty folder", {}, [], 0),
    ("a fine producer", {"a.py": FINE}, [], 0),
    ("a fine file, named", {"a.py": FINE}, ["a.py"], 0),
    ("an error", {"a.py": REFUSES}, [], 1),
    ("a warning", {"a.py": WEAK}, [], 1),
    ("a note", {"a.py": UNKNOWN}, [], 0),
    ("a note that is shown", {"a.py": UNKNOWN}, ["--notes"], 0),
    ("exit zero", {"a.py": REFUSES}, ["--exit-zero"], 0),
    ("exit zero after a failure", {"a.py": b"\xff\xfe\x00 kafka acks", "b.py": WEAK}, ["--exit-zero"], 2),
    ("a fix that mends everything", {"a.py": REFUSES}, ["--fix", "--ignore", "KFK4,KFK2"], 0),
    ("a fix, told to say so", {"a.py": REFUSES}, ["--fix", "--exit-non-zero-on-fix"], 1),
    ("a fix, told to say so, exit zero", {"a.py": REFUSES}, ["--fix", "--exit-non-zero-on-fix", "--exit-zero"], 0),
    ("nothing to fix, told to say so", {"a.py": FINE}, ["--fix", "--exit-non-zero-on-fix"], 0),
    ("a fix that leaves something", {"a.py": REFUSES, "b.py": WEAK}, ["--fix"], 1),
    ("unsafe fixes that mend everything", {"a.py": REFUSES, "b.py": WEAK}, ["--fix", "--unsafe-fixes"], 0),
    ("a change to show", {"a.py": REFUSES}, ["--diff"], 1),
    ("a change to show, with --fix", {"a.py": REFUSES}, ["--diff", "--fix"], 1),
    ("only an unsafe change", {"a.py": WEAK}, ["--diff"], 0),
    ("only an unsafe change, allowed", {"a.py": WEAK}, ["--diff", "--unsafe-fixes"], 1),
    ("a change to show, exit zero", {"a.py": REFUSES}, ["--diff", "--exit-zero"], 0),
    ("nothing to show", {"a.py": FINE}, ["--diff"], 0),
    ("a path that does not exist", {"a.py": FINE}, ["a.py", "b.py"], 2),
    ("a path that does not exist, exit zero", {"a.py": FINE}, ["b.py", "--exit-zero"], 2),
    ("a path that does not exist, diff", {"a.py": REFUSES}, ["a.py", "b.py", "--diff"], 2),
    ("not UTF-8", {"a.py": b"# acks \xff kafka\nfrom confluent_kafka import Producer\n"}, [], 2),
    ("a template that was found", {"a.yaml": TEMPLATE}, [], 0),
    ("a template that was named", {"a.yaml": TEMPLATE}, ["a.yaml"], 2),
    ("a file of another syntax under a name that HOCON shares", {"a.conf": TEMPLATE}, ["a.conf"], 0),
    ("such a file that is not UTF-8", {"a.conf": b"kafka \xff"}, ["a.conf"], 0),
    ("a template of HOCON that was named", {"a.hocon": TEMPLATE}, ["a.hocon"], 2),
    ("broken Python with a client that was found", {"a.py": BROKEN}, [], 2),
    ("broken Python without a client", {"a.py": b"kafka acks = (\n"}, [], 0),
    ("silence about what is not selected", {"a.py": REFUSES}, ["--select", "KFK3"], 0),
    ("findings below the wanted severity", {"a.py": WEAK}, ["--min-severity", "error"], 0),
]  # fmt: skip


@pytest.mark.parametrize(("files", "arguments", "status"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_exit_status(project, files, arguments, status) -> None:
    for name, data in files.items():
        project.plant(name, data)
    ran = project.check(*arguments)
    assert ran.status == status, ran.out + ran.err


@pytest.mark.parametrize("arguments", [["--diff"], ["--diff", "--fix"], ["--diff", "--fix", "--unsafe-fixes"]])
def test_a_diff_writes_nothing(project, arguments) -> None:
    path = project.plant("a.py", REFUSES)
    ran = project.run("check", *arguments)
    assert ran.status == 1
    assert '+Producer({"enable.idempotence": True, "acks": "all"})' in ran.out
    assert path.read_bytes() == REFUSES


def test_a_link_to_nothing_and_a_folder_named_like_a_file(project) -> None:
    (project.folder / "gone.py").symlink_to("nowhere.py")
    (project.folder / "folder.py").mkdir()
    ran = project.check("gone.py", "folder.py")
    assert ran.status == 2
    assert "failed gone.py: cannot be read: " in ran.out
    assert "folder.py" not in ran.out, "a folder is looked into, whatever its name"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(project) -> None:
    project.plant("a.py", REFUSES).chmod(0)
    assert project.check().status == 2


def test_a_byte_that_is_no_text_is_told_with_its_place(project) -> None:
    project.plant("a.py", b"\xef\xbb\xbfimport confluent_kafka\n\xc3\xa9 = '\xe9'\n")
    project.plant("Dockerfile", b"FROM x\nENV KAFKA=\xff\n")
    assert project.check().out.splitlines()[:2] == [
        "failed Dockerfile:2:11: cannot be read: not UTF-8: byte 0xff",
        "failed a.py:2:6: cannot be read: not UTF-8: byte 0xe9",
    ]


def test_one_failure_does_not_stop_the_others(project) -> None:
    project.plant("a.py", b"# kafka \xff\xfe acks\nimport confluent_kafka\n")
    project.plant("b.py", BROKEN)
    project.plant("c.py", REFUSES)
    ran = project.check("a.py", "b.py", "c.py", "missing.py")
    assert ran.status == 2
    assert ran.rules == ["KFK101"]
    assert ran.out.count("failed ") == 3


def test_what_is_fixed_is_written_even_beside_a_failure(project) -> None:
    project.plant("a.py", BROKEN)
    path = project.plant("b.py", REFUSES)
    assert project.check("--fix").status == 2
    assert path.read_bytes() == MENDED


def test_undecided_files_are_counted_and_listed_on_request(project) -> None:
    project.plant("values.yaml", TEMPLATE)
    plain, listed = project.check(), project.check("--show-undecided")
    assert "values.yaml" not in plain.out
    assert "undecided values.yaml: line " in listed.out


USAGE = [
    ("an unknown option", ["check", "--frobnicate"], "No such option"),
    ("an unknown command", ["frobnicate"], "No such command 'frobnicate'. Try 'kafkalint --help'."),
    ("a command with a slip", ["chekc"], "No such command 'chekc'. Did you mean 'check'?"),
    ("a path in its place", ["."], "No such command '.'. Did you mean 'check .'?"),
    ("an unknown format", ["check", "--output-format", "sarrif"], "sarrif"),
    ("an unknown rule", ["check", "--select", "KFK999"], "KFK999"),
    ("an unknown rule to ignore", ["check", "--ignore", "no-such-rule"], "no-such-rule"),
    ("a rule that does not exist", ["explain", "KFK999"], "KFK999"),
    ("no jobs", ["check", "--jobs", "0"], "0"),
    ("a configuration that is not there", ["check", "--config", "no.toml"], "no.toml: no such file"),
    ("contradicting options", ["check", "--config", "a.toml", "--isolated"], "exclude each other"),
    ("standard input without a name", ["check", "-"], "--stdin-filename"),
    ("a name without standard input", ["check", "--stdin-filename", "a.py"], "standard input"),
    ("an unknown client", ["verdict", "--client", "sarama", "--client-version", "1"], "sarama"),
    ("a malformed version", ["verdict", "--client", "java", "--client-version", "latest"], "latest"),
    ("a setting without a value", ["verdict", "--client", "java", "--client-version", "3.7", "acks"], "KEY=VALUE"),
    ("settings twice", ["verdict", "--client", "java", "--client-version", "3.7", "--jsonl", "acks=1"], "--jsonl"),
    ("no client", ["verdict", "--client-version", "3.7"], "--client"),
    ("a folder that is not there", ["config", "show", "no/such"], "no/such"),
    ("an unknown shell", ["completion", "tcsh"], "tcsh"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), [row[1:] for row in USAGE], ids=[row[0] for row in USAGE])
def test_bad_usage_is_one_line_and_2(project, arguments, said) -> None:
    ran = project.run(*arguments)
    assert ran.status == 2
    assert ran.out == ""
    assert said in ran.err
    assert ran.err.startswith("kafkalint: ")
    assert len(ran.err.splitlines()) == 1


CONFIGURATIONS = [
    ("not TOML", "select = [", "kafkalint.toml"),
    ("not UTF-8", b"select = ['\xff']", "kafkalint.toml"),
    ("an unknown key", "selekt = ['KFK1']", "kafkalint.toml:1: unknown key 'selekt'; valid here: "),
    ("a wrong type", "ignore = []\nselect = 'KFK1'", "kafkalint.toml:2: select"),
    ("a malformed version", "broker-version = 'new'", "kafkalint.toml:1: broker-version"),
    ("an unknown rule", "select = ['KFK999']", "KFK999"),
    ("a malformed range", "client-versions = {java = 'x'}", "client-versions.java"),
    (
        "a range of no version",
        "client-versions = {java = '>=5,<3'}",
        "no version is >=5,<3; known: kafka-clients 0.9 to ",
    ),
    ("more than a wild card", "client-versions = {java = '==3.*.x.1'}", "'==3.*.x.1'; known: kafka-clients 0.9 to "),
    ("an unknown profile", "profile = 'careless'", "careless"),
    ("an unknown service", "service = 'acme'", "service: there is no 'acme'; known: alibaba-kafka, "),
    ("an unknown service of a target", "[target.prod]\nservice = 'acme'", "service: there is no 'acme'; known: "),
    ("an unknown target", "[[per-file]]\npaths = ['**']\ntarget = 'prod'", "prod"),
    ("no rules folder", "rules = ['lint']", "no such folder"),
    ("nothing to extend", "extend = 'base.toml'", "no such file"),
    ("an extension in a circle", "extend = 'kafkalint.toml'", "extends this file"),
    ("an unknown rule's severity", "severity = {KFK999 = 'note'}", "KFK999"),
    ("an unknown client", "client-versions = {jvm = '3.7'}", "jvm"),
    ("an unknown rule for some files", "[[per-file]]\npaths = ['**']\nignore = ['KFK999']", "KFK999"),
]


@pytest.mark.parametrize(("text", "said"), [row[1:] for row in CONFIGURATIONS], ids=[row[0] for row in CONFIGURATIONS])
@pytest.mark.parametrize("source", [FINE, REFUSES], ids=["clean", "found"])
def test_a_bad_configuration_is_one_line_and_2(project, text, said, source) -> None:
    project.plant("kafkalint.toml", text)
    project.plant("a.py", source)
    ran = project.check()
    assert ran.status == 2
    assert ran.out == ""
    assert said in ran.err
    assert ran.err.startswith("kafkalint: ")
    assert len(ran.err.splitlines()) == 1
