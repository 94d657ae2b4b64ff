"""A secret in every syntax and spelling, next to a finding: no output may hold it."""

from __future__ import annotations

import time

import pytest

from kafkalint.migration.forms import forms
from kafkalint.reporters import reporters
from kafkalint.runner.redact import redacted

CANARY = "hunter2CANARY"
KINDS = tuple(reporters())
NAMES = [
    "sasl.password", "ssl.key.password", "ssl.keystore.password", "ssl.truststore.password", "sasl.jaas.config",
    "sasl.oauthbearer.client.secret", "basic.auth.user.info", "schema.registry.basic.auth.user.info",
    "ssl.keystore.key", "ssl.key.pem", "api.key", "api.secret", "oauth.token", "aws.secret.access.key", "passphrase",
    "clientSecret", "accessToken", "DB_PASSWD", "private_key", "credentials", "sasl.username", "pwd", "auth",
]  # fmt: skip
JAAS = f'org.apache.kafka.common.security.plain.PlainLoginModule required username="{CANARY}-user" password="{CANARY}";'
PEM = f"-----BEGIN PRIVATE KEY-----\nMIIE{CANARY}\n{CANARY}==\n-----END PRIVATE KEY-----"
PYTHON = (
    'from confluent_kafka import Producer\n\n{before}\nProducer({{"enable.idempotence": True, "acks": 1, {inside}}})\n'
)


def python(before: str = "", inside: str = "") -> str:
    return PYTHON.format(before=before, inside=inside)


def properties(line: str) -> str:
    return f"{line}\nspring.kafka.producer.acks=1\n{line}\n"


def yaml(lines: str) -> str:
    inner = "".join(f"      {line}\n" for line in lines.splitlines())
    return f"spring:\n  kafka:\n    producer:\n{inner}      acks: 1\n{inner}"


def compose(line: str) -> str:
    return (
        "services:\n  connect:\n    image: confluentinc/cp-kafka-connect:7.6.0\n    environment:\n"
        f"      {line}\n      CONNECT_PRODUCER_ACKS: 1\n"
        if ": " in line and not line.startswith("-")
        else "services:\n  connect:\n    image: confluentinc/cp-kafka-connect:7.6.0\n    environment:\n"
        f"      {line}\n      - CONNECT_PRODUCER_ACKS=1\n"
    )


def commands(word: str) -> list[str]:
    """Command lines with a word, before, in and behind that of a producer."""
    called = "kafka-console-producer --topic t"
    return [
        f"tool {word}",
        f"{called} --producer-property acks=1 {word} --sync",
        f'bash -c "{called} {word} --request-required-acks 1"',
        f"{called} --producer-property acks=1 --producer-property {word}",
    ]


WORDS = [
    *("--password {}", "--api-key={}", "-X sasl.password={}", "PASSWORD={} x", "-u me:{}", "--user me:{}"),
    *("--token '{}'", "password:{}", "$(secret {})"),
]


def cases():
    for name in NAMES:
        yield f"name {name}", "application.properties", properties(f"{name}={CANARY}")
    for name in NAMES[::8]:
        upper = "CONNECT_" + name.upper().replace(".", "_")
        yield f"properties prefixed {name}", "application.properties", properties(f"spring.kafka.{name} : {CANARY}")
        yield f"properties blank {name}", "application.properties", properties(f"{name} {CANARY}")
        placeholder = f"{name}={CANARY}\nspring.kafka.producer.retries=${{{name}}}"
        yield f"answer to a placeholder {name}", "application.properties", properties(placeholder)
        yield f"properties continued {name}", "application.properties", properties(f"{name}=one\\\n   {CANARY}")
        yield f"yaml {name}", "application.yml", yaml(f"{name}: {CANARY}")
        yield f"yaml quoted {name}", "application.yml", yaml(f'"{name}": "{CANARY}"')
        yield f"yaml single {name}", "application.yml", yaml(f"'{name}': '{CANARY} it''s {CANARY}'")
        yield f"yaml block {name}", "application.yml", yaml(f"{name}: |\n  first\n  {CANARY}")
        yield f"yaml plain over lines {name}", "application.yml", yaml(f"{name}: first\n  {CANARY}")
        yield f"yaml quoted over lines {name}", "application.yml", yaml(f'{name}: "first\n  {CANARY}"')
        yield f"yaml next line {name}", "application.yml", yaml(f"{name}:\n  {CANARY}")
        yield f"yaml flow {name}", "application.yml", yaml(f"more: {{{name}: {CANARY}, x: 1}}")
        yield (
            f"yaml anchor {name}",
            "application.yml",
            yaml(f"{name}: &s{name.replace('.', '')} {CANARY}").replace("&s", "&s", 1),
        )
        yield f"compose map {name}", "compose.yml", compose(f"{upper}: {CANARY}")
        yield f"compose list {name}", "compose.yml", compose(f"- {upper}={CANARY}")
        yield f"compose quoted list {name}", "compose.yml", compose(f'- "{upper}={CANARY}"')
        yield (
            f"name and value {name}",
            "deploy.yaml",
            (
                "containers:\n  - env:\n"
                f"      - name: {upper}\n        value: {CANARY}\n"
                "      - name: CONNECT_BOOTSTRAP_SERVERS\n        value: x:9092\n"
                "      - name: CONNECT_PRODUCER_ACKS\n        value: '1'\n"
                f"      - value: {CANARY}\n        name: {upper}\n"
            ),
        )
        yield (
            f"dotenv {name}",
            "connect.env",
            (f"CONNECT_GROUP_ID=x\nexport {upper}={CANARY}\nCONNECT_PRODUCER_ACKS=1\n{upper}='{CANARY}'\n"),
        )
        yield (
            f"json {name}",
            "kafka.json",
            (
                f'{{"producer": {{"bootstrap.servers": "x:9092", "{name}": "{CANARY}", "linger.ms": 5,\n'
                f'"enable.idempotence": true, "acks": 1, "{name}": ["{CANARY}"],\n"{name}":\n"{CANARY}"}}}}\n'
            ),
        )
        yield (
            f"toml {name}",
            "kafka.toml",
            (
                f'[kafka.producer]\n"{name}" = "{CANARY}"\n"enable.idempotence" = true\n'
                f"\"linger.ms\" = 5\nacks = 1\n\"x.{name}\" = '''{CANARY}\n{CANARY}'''\n"
            ),
        )
        yield (
            f"ini {name}",
            "kafka.ini",
            (
                f"[kafka.producer]\nbootstrap.servers = x:9092\nenable.idempotence = true\n{name} = {CANARY}\n"
                f"linger.ms = 5\nacks = 1\n{name} =\n    {CANARY}\n"
            ),
        )
        word = name.replace(".", "_")
        yield f"python dict {name}", "a.py", python(inside=f'"{name}": "{CANARY}"')
        yield f"python dict with a call {name}", "a.py", python(inside=f'"{name}": os.getenv("X", "{CANARY}")')
        yield f"python dict next line {name}", "a.py", python(inside=f'"{name}":\n  "{CANARY}"')
        yield f"python joined {name}", "a.py", python(inside=f'"{name}": ("one" "{CANARY}"\n  "{CANARY}")')
        yield f"python two in a line {name}", "a.py", python(inside=f'"{name}": "{CANARY}", "x.{name}": "{CANARY}"')
        yield f"python two names in a line {name}", "a.py", python(before=f'x, {word} = "x", "{CANARY}"')
        yield f"python f-string {name}", "a.py", python(inside=f'"{name}": f"{{x}}{CANARY}"')
        yield f"python bytes {name}", "a.py", python(inside=f'"{name}": b"{CANARY}"')
        yield f"python triple {name}", "a.py", python(before=f'{word} = """\n{CANARY}\n"""')
        yield f"python name {name}", "a.py", python(before=f'{word} = "{CANARY}"')
        yield f"python typed name {name}", "a.py", python(before=f'{word}: str = "{CANARY}"')
        yield f"python keyword {name}", "a.py", python(inside=f'**dict({word}="{CANARY}")')
        yield f"python item {name}", "a.py", python(before=f'x["{name}"] = "{CANARY}"')
        yield f"python environment {name}", "a.py", python(before=f'{word} = os.environ.get("{upper}", "{CANARY}")')
        yield f"python environment alone {name}", "a.py", python(before=f'v = os.environ.get("{upper}", "{CANARY}")')
        yield f"python default {name}", "a.py", python(before=f'def f(a, {word}="{CANARY}", b=1): pass')
    yield "two in a comment", "application.properties", properties(f'# {{"token": "{CANARY}", "secret": "{CANARY}"}}')
    yield "url properties", "application.properties", properties(f"x=https://me:{CANARY}@host/path")
    yield "url yaml", "application.yml", yaml(f"x: https://me:{CANARY}@host/path")
    yield "url with a token alone", "application.yml", yaml(f"x: https://{CANARY}@host/path")
    yield "url python", "a.py", python(inside=f'"x": "kafka://me:{CANARY}@host:9092"')
    yield "url with a slash in it", "a.py", python(inside=f'"x": "kafka://me:a/{CANARY}@host:9092"')
    yield "jaas properties", "application.properties", properties(f"a.b={JAAS}")
    yield "jaas yaml", "application.yml", yaml(f"x: '{JAAS}'")
    yield "jaas yaml folded", "application.yml", yaml("x: >\n  " + JAAS.replace("required ", "required\n  "))
    yield (
        "jaas over lines",
        "application.properties",
        properties(
            "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \\\n"
            f'    username="{CANARY}" \\\n    password="{CANARY}";'
        ),
    )
    yield (
        "jaas escaped in json",
        "kafka.json",
        (
            '{"producer": {"linger.ms": 5, "enable.idempotence": true,\n"acks": 1, "x": "'
            + JAAS.replace('"', '\\"')
            + '"}}\n'
        ),
    )
    yield "jaas python", "a.py", python(inside=f"\"x\": '{JAAS}'")
    yield "pem yaml", "application.yml", yaml("x: |\n  " + PEM.replace("\n", "\n  "))
    yield "pem python", "a.py", python(before=f'x = """{PEM}"""')
    yield "pem in one line", "application.properties", properties("x=" + PEM.replace("\n", "\\n"))
    yield (
        "pem json",
        "kafka.json",
        (
            '{"producer": {"linger.ms": 5, "enable.idempotence": true,\n"acks": 1, "x": "'
            + PEM.replace("\n", "\\n")
            + '"}}\n'
        ),
    )
    yield "a comment", "application.properties", properties(f"# sasl.password={CANARY}")
    yield "a comment in python", "a.py", python(before=f'# password = "{CANARY}"')
    yield "a comment in python without quotes", "a.py", python(before=f"x = 1  # password={CANARY} and {CANARY}")
    yield "a comment in python over lines", "a.py", python(before=f"# secrets:\n# token: {CANARY}\n# api.key {CANARY}")
    for word in WORDS:
        lines = commands(word.format(CANARY))
        yield f"word {word}", "send.sh", "".join(f"{line}\n" for line in lines)
        yield f"word in a workflow {word}", "flow.yml", "".join(["run: |\n", *(f"  {line}\n" for line in lines)])
        yield f"word of an image {word}", "Dockerfile", "".join(["FROM a\n", *(f"RUN {line}\n" for line in lines)])


CASES = list(cases())


@pytest.mark.parametrize(("name", "text"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_no_output_holds_the_secret(project, name, text) -> None:
    project.plant(name, text.encode())
    outputs = [part for kind in KINDS for part in ("--output", f"{kind}={kind}.out")]
    ran = project.run("check", name, "--notes", "--show-undecided", "--show-suppressed", *outputs)
    said = [ran.out, ran.err, *(project.folder.joinpath(f"{kind}.out").read_text("utf-8") for kind in KINDS)]
    assert "KFK" in ran.out, "the case must have a finding beside the secret"
    ran = project.run("check", name, "--diff", "--unsafe-fixes")
    said += [ran.out, ran.err]
    for output in said:
        assert CANARY not in output, output


def test_no_form_of_a_plan_holds_a_secret(project) -> None:
    for number, (_, name, text) in enumerate(CASES):
        project.plant(f"{number}/{name}", text.encode())
    outputs = [part for form in forms() for part in ("--output", f"{form}={form}.out")]
    ran = project.run("migrate", ".", *outputs)
    said = {form: project.folder.joinpath(f"{form}.out").read_text("utf-8") for form in forms()}
    assert all("0/application.properties" in text for text in said.values())
    assert "****" in said["html"]
    assert not [form for form, text in {**said, "": ran.out}.items() if CANARY in text]


@pytest.mark.parametrize(
    "text",
    ["x" * 200_000, "token" * 40_000, "password" + " " * 200_000, "://" * 70_000, "'" * 200_000, "secret=(" * 20_000],
)
def test_long_texts_take_no_long_time(text) -> None:
    before = time.process_time()
    assert len(redacted(text)) == len(text)
    assert time.process_time() - before < 3


@pytest.mark.parametrize("text", ["password=pässwörd", "token: 漢字😀x", 'secret = "é" and more', "api.key=\udce9"])
def test_what_is_masked_is_as_long_as_it_was(text) -> None:
    told = redacted(text)
    assert told != text
    assert [len(one.encode("utf-8", "surrogatepass")) for one in told] == [
        len(one.encode("utf-8", "surrogatepass")) for one in text
    ]


def test_a_secret_in_a_comment_that_silences_is_masked_too(project) -> None:
    project.plant(
        "a.py",
        "from confluent_kafka import Producer\n"
        f'Producer({{"acks": 1}})  # kafkalint: ignore[KFK203, KFK402] password={CANARY}\n',
    )
    outputs = [part for kind in KINDS for part in ("--output", f"{kind}={kind}.out")]
    ran = project.run("check", "a.py", "--show-suppressed", *outputs)
    said = [ran.out, *(project.folder.joinpath(f"{kind}.out").read_text("utf-8") for kind in KINDS)]
    assert "suppressed a.py:2:1" in ran.out
    assert not [output for output in said if CANARY in output]
    assert '"justification": "# kafkalint: ignore[KFK203, KFK402] password=****' in said[1 + KINDS.index("sarif")]


@pytest.mark.parametrize(
    "text",
    ["acks=1", "retries: 5", 'x = {"acks": "all", "linger.ms": 5}', "# the author writes", "https://host/path", ""],
)
def test_what_is_no_secret_is_left(text) -> None:
    assert redacted(text) == text
