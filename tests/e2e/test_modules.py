"""Producers whose settings stand in other modules: told there, silenced there, rewritten there."""

from __future__ import annotations

import json

import pytest

SETTINGS = """
KAFKA = {
    "enable.idempotence": True,
    "acks": 1,  # fast
}
"""
SEND = """
from confluent_kafka import Producer
from app.settings import KAFKA

producer = Producer({**KAFKA, "linger.ms": 5})
"""
WRAPPER = """
from confluent_kafka import Producer


class Sender:
    def __init__(self, conf):
        self.producer = Producer({"linger.ms": 5, **conf})
"""
CALLER = """
from app.wrapper import Sender

fine = Sender({"acks": "all", "enable.idempotence": True})
wrong = Sender({"acks": 1, "enable.idempotence": True})
"""


@pytest.fixture
def app(project):
    project.plant("app/__init__.py", "")
    project.plant("app/settings.py", SETTINGS)
    project.plant("app/send.py", SEND)
    return project


def test_a_finding_stands_where_the_value_is_written(app) -> None:
    (finding,) = app.run("check", "--output-format", "json").json["findings"]
    assert (finding["rule"], finding["path"], finding["line"]) == ("KFK101", "app/settings.py", 3)
    assert [(each["path"], each["message"]) for each in finding["related"]] == [("app/send.py", "the producer")]
    assert [edit["path"] for edit in finding["fix"]["edits"]] == ["app/settings.py"]


def test_one_named_file_is_judged_with_the_others(app) -> None:
    ran = app.check("app/send.py")
    assert (ran.status, ran.rules) == (1, ["KFK101"])
    assert "app/settings.py:3" in ran.out
    assert app.check("app/settings.py").status == 0


def test_fixed_where_it_is_written(app) -> None:
    before = app.run("check", "--diff").out
    assert "--- a/app/settings.py\n+++ b/app/settings.py\n" in before
    assert "send.py\n" not in before
    ran = app.check("--fix")
    assert ran.status == 0, ran.out
    assert (app.folder / "app/settings.py").read_text() == SETTINGS.lstrip().replace('"acks": 1', '"acks": "all"')
    assert (app.folder / "app/send.py").read_text() == SEND.lstrip()
    assert app.check("--fix", "--exit-non-zero-on-fix").status == 0


def test_several_files_change_together(project) -> None:
    project.plant("conf.py", "BASE = {'enable.idempotence': True}\nACKS = 1\n")
    path = project.plant(
        "send.py",
        "from confluent_kafka import Producer\nfrom conf import BASE, ACKS\nc = {**BASE, 'acks': ACKS, 'retries': 0}\n"
        "Producer(c)\n",
    )
    (fix,) = {json.dumps(one["fix"]) for one in project.run("check", "--output-format", "json").json["findings"]}
    assert {edit["path"] for edit in json.loads(fix)["edits"]} == {"conf.py", "send.py"}
    out = project.run("check").out
    assert "in conf.py" in out
    assert "in send.py" in out
    project.check("--fix")
    assert (project.folder / "conf.py").read_text() == "BASE = {'enable.idempotence': True}\nACKS = 'all'\n".replace(
        "'all'", '"all"'
    )
    assert "'retries'" not in path.read_text()


def test_when_one_of_several_cannot_be_written_none_is(project) -> None:
    conf = project.plant("conf.py", "ACKS = 1\n")
    conf.chmod(0o444)
    text = (
        "from confluent_kafka import Producer\nfrom conf import ACKS\n"
        "Producer({'enable.idempotence': True, 'acks': ACKS, 'retries': 0})\n"
    )
    path = project.plant("send.py", text)
    ran = project.check("--fix")
    assert ran.status == 2
    assert "conf.py: not rewritten: is read-only" in ran.out
    assert (conf.read_text(), path.read_text()) == ("ACKS = 1\n", text)


def test_each_caller_of_a_wrapper_is_judged_and_fixed(project) -> None:
    project.plant("app/__init__.py", "")
    project.plant("app/wrapper.py", WRAPPER)
    caller = project.plant("app/main.py", CALLER)
    ran = project.check()
    assert ran.rules == ["KFK101"]
    assert "app/main.py:4:25" in ran.out
    assert project.check("--fix").status == 0
    assert caller.read_text() == CALLER.lstrip().replace('"acks": 1', '"acks": "all"')


def test_a_map_that_a_consumer_gets_too_is_left_and_says_so(app) -> None:
    app.plant("app/read.py", "from confluent_kafka import Consumer\nfrom app.settings import KAFKA\nConsumer(KAFKA)\n")
    ran = app.run("check", "--fix")
    assert ran.status == 1
    assert "not rewritten: the same map is also passed to Consumer() in app/read.py" in ran.out
    assert (app.folder / "app/settings.py").read_text() == SETTINGS.lstrip()


def test_two_producers_of_two_files_share_a_map(app) -> None:
    app.plant("app/again.py", SEND)
    ran = app.run("check", "--fix")
    assert "the same map is also passed to Producer() in app/" in ran.out
    assert (app.folder / "app/settings.py").read_text() == SETTINGS.lstrip()


def test_two_files_change_a_third_one(app) -> None:
    app.plant("app/settings.py", SETTINGS + SETTINGS.replace("KAFKA", "OTHER"))
    app.plant("app/again.py", SEND.replace("KAFKA", "OTHER"))
    ran = app.check("--fix", "--jobs", "2")
    assert ran.status == 0, ran.out
    both = SETTINGS + SETTINGS.replace("KAFKA", "OTHER")
    assert (app.folder / "app/settings.py").read_text() == both.lstrip().replace('"acks": 1', '"acks": "all"')


def test_a_comment_beside_the_value_silences(app) -> None:
    app.plant("app/settings.py", SETTINGS.replace("# fast", "# kafkalint: ignore[KFK101] known"))
    ran = app.check()
    assert (ran.status, ran.rules) == (0, [])


def test_what_a_comment_does_not_silence_is_idle(app) -> None:
    app.plant("app/settings.py", SETTINGS.replace("# fast", "# kafkalint: ignore[KFK102] known"))
    assert app.check().rules == ["KFK101", "KFK001"]


def test_rules_may_be_ignored_where_the_value_stands(app) -> None:
    app.plant("kafkalint.toml", "[[per-file]]\npaths = ['app/settings.py']\nignore = ['KFK101']\n")
    assert app.check().rules == []


def test_an_excluded_file_is_not_rewritten(app) -> None:
    app.plant("kafkalint.toml", "extend-exclude = ['app/settings.py']\n")
    ran = app.run("check", "--fix")
    assert "not rewritten: it is written in app/settings.py, which is not to be changed" in ran.out
    assert (app.folder / "app/settings.py").read_text() == SETTINGS.lstrip()


def test_a_text_on_standard_input_is_judged_with_the_files_around_it(app) -> None:
    ran = app.run("check", "--fix", "-", "--stdin-filename", "app/send.py", stdin=SEND)
    assert ran.status == 1
    assert ran.out == SEND
    assert (app.folder / "app/settings.py").read_text() == SETTINGS.lstrip()


def test_a_module_that_does_not_parse_leaves_the_producer_open(app) -> None:
    app.plant("app/settings.py", "KAFKA = {\n")
    assert app.check("--notes", "app/send.py").rules == ["KFK209"]
