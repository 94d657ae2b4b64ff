"""What a producer is given from other modules of the project, and who calls it from there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kafkalint.model.program import Assign, MapEntry
from kafkalint.model.value import Dynamic

Follow = Callable[..., Any]
CONF = "ACKS = 1\nC = {'acks': ACKS}\ndef make(b=2):\n    return {'b': b}\nclass K:\n    D = {'acks': 3}\n"


def _case(app: str, conf: str = CONF, **settings: object) -> Any:
    return pytest.param(app, conf, settings, id=app.replace("\n", "; "))


@pytest.mark.parametrize(
    ("app", "conf", "settings"),
    [
        _case("from conf import C\nProducer(C)", acks=1),
        _case("from conf import C as D\nProducer(D)", acks=1),
        _case("import conf\nProducer(conf.C)", acks=1),
        _case("import conf as c\nProducer({**c.C, 'b': 1})", acks=1, b=1),
        _case("from conf import ACKS\nProducer({'acks': ACKS})", acks=1),
        _case("import conf\nProducer({'acks': conf.ACKS})", acks=1),
        _case("from conf import *\nProducer(C)", acks=1),
        _case("from conf import make\nProducer(make())", b=2),
        _case("import conf\nProducer(conf.make(b=3) | conf.C)", b=3, acks=1),
        _case("def f():\n    from conf import C\n    Producer(C)", acks=1),
        _case("try:\n    from conf import C\nexcept ImportError:\n    raise\nProducer(C)", acks=1),
        _case("from conf import C\nD = dict(C)\nD['acks'] = 2\nProducer(D)", acks=2),
        _case("from conf import C\nclass A:\n    def f(self):\n        Producer(C)", acks=1),
        _case("from conf import C\nProducer(C)", "from deep import C\n", acks=5),
        _case("from conf import D\nProducer(D)", "import deep\nD = {**deep.C, 'b': 1}\n", acks=5, b=1),
        _case("from conf import D\nProducer(D)", "C = {'acks': 1}\ndef f():\n    D = 1\nD = C\n", acks=1),
        _case("from pkg import C\nProducer(C)", acks=7),
        _case("from pkg.inner import C\nProducer(C)", acks=7),
        _case("from pkg import inner\nProducer(inner.C)", acks=7),
        _case("import pkg.inner\nProducer(pkg.inner.C)", acks=7),
        _case("import pkg.inner as i\nProducer(i.C)", acks=7),
        _case("from space.conf import C\nProducer(C)", acks=8),
        _case("from conf import P\nP({'acks': 2})", "from fake import Producer\nP = Producer\n", acks=2),
        _case("from conf import P\nP({'acks': 2})", "from fake import Producer\nclass P(Producer): pass\n", acks=2),
    ],
)
def test_followed(follow: Follow, app: str, conf: str, settings: dict[str, object]) -> None:
    texts = {"deep.py": "C = {'acks': 5}\n", "pkg/__init__.py": "from .inner import C\n", "conf.py": conf}
    texts |= {"pkg/inner.py": "C = {'acks': 7}\n", "space/conf.py": "C = {'acks': 8}\n"}
    producer = follow({"app.py": f"from fake import Producer\n{app}\n", **texts}).only
    assert producer.open == ()
    assert {slot.name: slot.values[0].value.value for slot in producer.slots} == settings
    assert not any(slot.maybe_absent for slot in producer.slots)


@pytest.mark.parametrize(
    ("app", "conf"),
    [
        ("from conf import C\nProducer(C)", "C = {}\nregister(C)\n"),
        ("from conf import C\nProducer(C)", "C = {}\ndef f():\n    C['acks'] = 1\n"),
        ("from conf import C\nProducer(C)", "from other import *\n"),
        ("from conf import C\nProducer(C)", "C = {}\nglobals()['C'] = 1\n"),
        ("from conf import C\nProducer(C)", "C = load()\n"),
        ("from conf import C\nProducer(C)", "import app\nC = {}\ngo()\napp.x(C)\n"),
        ("from conf import missing\nProducer(missing)", "C = {}\n"),
        ("from absent import C\nProducer(C)", ""),
        ("import conf\nconf.C = load()\nProducer(conf.C)", "C = {}\n"),
        ("from conf import make\nc = {}\nmake(c)\nProducer(c)", "def make(c):\n    register(c)\n"),
        ("from conf import C\ndef f():\n    Producer(C)", "C = {}\nclass A:\n    def f(self): C.clear()\n"),
    ],
)
def test_open(follow: Follow, app: str, conf: str) -> None:
    assert follow({"app.py": f"from fake import Producer\n{app}\n", "conf.py": conf}).only.open


@pytest.mark.parametrize(
    "other",
    [
        "from conf import C\nC['acks'] = 2\n",
        "import conf\ndef f():\n    conf.C.update(acks=2)\n",
        "import conf\nconf.C = {}\n",
        "from conf import C as D\nregister(D)\n",
        "from app import C\nC.pop('acks')\n",
        "import app\napp.C['acks'] = 2\n",
    ],
)
def test_a_map_that_a_third_module_changes_is_open(follow: Follow, other: str) -> None:
    app = "from fake import Producer\nfrom conf import C\ndef f():\n    Producer(C)\n"
    assert follow({"app.py": app, "conf.py": "C = {'acks': 1}\n", "other.py": other}).only.open


WRAPPERS = {
    "function": "def make(conf, acks=None):\n    return Producer(conf)\n",
    "class": "class make:\n    def __init__(self, conf):\n        self.p = Producer(conf)\n",
    "subclass": "class make(Producer):\n    def __init__(self, conf):\n        super().__init__(conf)\n",
    "plain subclass": "class make(Producer):\n    pass\n",
    "alias": "make = Producer\n",
    "spread": "def make(conf):\n    return Producer({**conf})\n",
    "second hop": "def inner(conf):\n    return Producer(conf)\ndef make(conf):\n    return inner(conf)\n",
}


@pytest.mark.parametrize("wrapper", WRAPPERS.values(), ids=WRAPPERS)
@pytest.mark.parametrize(
    "caller",
    [
        "from app import make\nmake({'acks': 1})\nmake({'acks': 2})\n",
        "import app\napp.make({'acks': 1})\ndef f():\n    app.make({'acks': 2})\n",
        "from app import make as m\nONE = {'acks': 1}\nm(ONE)\nclass A:\n    def f(self):\n        m({'acks': 2})\n",
        "from app import make\ndef build(conf):\n    return make(conf)\nbuild({'acks': 1})\nbuild({'acks': 2})\n",
    ],
)
def test_each_call_of_a_wrapper_is_a_producer(follow: Follow, wrapper: str, caller: str) -> None:
    answer = follow({"app.py": f"from fake import Producer\n{wrapper}", "caller.py": caller})
    assert answer.closed
    acks = [slot.values for producer in answer.producers for slot in producer.slots]
    assert sorted(one.value.value for (one,) in acks) == [1, 2]
    assert {one.site.path for (one,) in acks} == {"caller.py"}
    assert all(isinstance(one.handle, MapEntry) and one.locked == "" for (one,) in acks)


def test_callers_of_callers_are_known(follow: Follow) -> None:
    texts = {
        "app.py": "from fake import Producer\ndef make(conf):\n    return Producer(conf)\n",
        "one.py": "from app import make\ndef build(acks):\n    return make({'acks': acks})\n",
        "two.py": "from one import build\nbuild(4)\n",
    }
    answer = follow(texts)
    setting = answer.setting("acks")
    assert (answer.closed, setting.value.value, setting.site.path) == (True, 4, "two.py")
    assert [(site.path, answer.at(site), words) for site, words in setting.related] == [
        ("one.py", "acks", "used here"),
        ("one.py", "make({'acks': acks})", "called here"),
        ("app.py", "Producer(conf)", "the producer"),
    ]


def test_a_function_that_is_handed_on_may_be_called_with_anything(follow: Follow) -> None:
    app = "from fake import Producer\ndef make(conf):\n    return Producer(conf)\n"
    answer = follow({"app.py": app, "caller.py": "from app import make\nmake({})\nregister(make)\n"})
    assert sorted(bool(each.open) for each in answer.producers) == [False, True]


def test_nobody_calls(follow: Follow) -> None:
    app = "from fake import Producer\ndef make(conf):\n    return Producer(conf)\n"
    assert follow({"app.py": app, "caller.py": "make = 1\nmake({})\n"}).only.open == ("the parameter conf",)


def test_the_project_s_own_class_is_no_client(follow: Follow) -> None:
    texts = {"app.py": "from own import Producer\nProducer({'acks': 1})\n", "own.py": "class Producer:\n    pass\n"}
    assert follow(texts).producers == ()


def test_a_folder_does_not_hide_the_library(follow: Follow) -> None:
    texts = {"app.py": "from fake import Producer\nProducer({})\n", "fake/__init__.py": "class Producer: pass\n"}
    assert follow(texts).only.open == ()


def test_a_producer_of_another_module_is_told_there(follow: Follow) -> None:
    texts = {
        "app.py": "from fake import Producer\nfrom other import make\nmake({})\nProducer({})\n",
        "other.py": "from fake import Producer\ndef make(conf):\n    return Producer(conf)\n",
    }
    assert follow(texts).only.site.path == "app.py"
    assert follow(texts, "other.py").only.open == ()


@pytest.mark.parametrize(
    ("other", "locked"),
    [
        ("x = 1", ""),
        (
            "from conf import C\nfrom fake import Consumer\nConsumer(C)",
            "the same map is also passed to Consumer() in other.py",
        ),
        ("import conf\ndef f():\n    return {**conf.C}", "the same map is also returned in other.py"),
        ("import conf\ndef f():\n    return conf.D", ""),
        (
            "from conf import C\nfrom fake import Producer\nProducer(C)",
            "the same map is also passed to Producer() in other.py",
        ),
    ],
)
def test_a_map_in_another_module_is_edited_when_nobody_else_is_given_it(
    follow: Follow, other: str, locked: str
) -> None:
    app = "from fake import Producer\nfrom conf import C\nProducer(C)\n"
    setting = follow({"app.py": app, "conf.py": "C = {'acks': 1}\n", "other.py": other}).setting("acks")
    assert setting.site.path == setting.name_site.path == "conf.py"
    assert setting.locked == locked


@pytest.mark.parametrize(
    ("other", "locked"),
    [
        ("x = 1", ""),
        ("from conf import ACKS\nprint(ACKS)", "shared with other uses"),
        ("import conf\nconf.ACKS", "shared with other uses"),
    ],
)
def test_a_constant_in_another_module_is_edited_where_it_is_written(follow: Follow, other: str, locked: str) -> None:
    app = "from fake import Producer\nfrom conf import ACKS\nProducer({'acks': ACKS})\n"
    setting = follow({"app.py": app, "conf.py": "ACKS = 1\n", "other.py": other}).setting("acks")
    assert (setting.site.path, setting.name_site.path, setting.locked) == ("conf.py", "app.py", locked)
    assert locked or isinstance(setting.origin, Assign)


def test_an_unknown_name_says_where_it_comes_from(follow: Follow) -> None:
    app = "from fake import Producer\nimport conf\nProducer({'acks': conf.MISSING})\n"
    value = follow({"app.py": app, "conf.py": "X = 1\n"}).setting("acks").value
    assert isinstance(value, Dynamic)
    assert value.reason == "MISSING of the module conf"


def test_when_all_modules_are_too_much_the_module_is_followed_alone(follow: Follow) -> None:
    long = "".join(f"def f{n}(c):\n" + "    c['x'] = 1\n" * 40 + f"    f{n - 1}(c)\n" * 20 for n in range(1, 6))
    app = "from fake import Producer\nfrom conf import f5\nProducer({'acks': 1})\nc = {}\nf5(c)\nProducer(c)\n"
    first, second = follow({"app.py": app, "conf.py": f"def f0(c): pass\n{long}"}).producers
    assert first.open == ()
    assert second.open == ("a map that is passed to f5()",)
