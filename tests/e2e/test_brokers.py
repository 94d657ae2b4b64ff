"""What files around a producer say about its brokers, through the whole product."""

from __future__ import annotations

PRODUCER = """
from kafka import KafkaProducer

producer = KafkaProducer(bootstrap_servers="b:9092", enable_idempotence=True)
"""
TEST = """
from testcontainers.kafka import KafkaContainer

with KafkaContainer("confluentinc/cp-kafka:3.2.2") as kafka:
    pass
"""
COMPOSE = """
services:
  broker:
    image: confluentinc/cp-kafka:3.2.2
"""
VERSION = '[client-versions]\nkafka-python = "3.0.12"\n'


def test_the_broker_of_a_test_is_told_there_and_decides_about_no_producer(project) -> None:
    project.plant("kafkalint.toml", VERSION)
    project.plant("send.py", PRODUCER)
    project.plant("test_send.py", TEST)
    assert project.check("test_send.py").rules == ["KFK303"]
    assert project.check("send.py").rules == []
    project.plant("docker-compose.yml", COMPOSE)
    assert project.check("send.py").rules == ["KFK301"]


def test_a_comment_silences_what_is_said_of_a_test(project) -> None:
    text = TEST.replace(" as kafka:", " as kafka:  # kafkalint: ignore[KFK303] the oldest that we support")
    project.plant("test_send.py", text)
    assert project.check("test_send.py").rules == []


MSK = """
resource "aws_msk_cluster" "orders" {
  kafka_version = "2.2.1"
}
"""
STREAMS = """
resource "oci_streaming_stream_pool" "orders" {
  kafka_settings { num_partitions = 1 }
}
"""
SECURED = PRODUCER.replace("enable_idempotence=True", 'security_protocol="SASL_SSL", enable_idempotence=True')


def test_terraform_tells_the_version_of_the_brokers(project) -> None:
    project.plant("kafkalint.toml", VERSION)
    project.plant("src/send.py", SECURED)
    assert project.check("src/send.py").rules == []
    project.plant("msk.tf", MSK)
    assert "brokers 2.2.1 let this producer write only" in project.check("src/send.py").out
    project.plant("msk.tf", MSK.replace("2.2.1", "3.7.x"))
    assert project.check("src/send.py").rules == []
    project.plant("msk.tf", MSK.replace('"2.2.1"', "var.version"))
    assert project.check("src/send.py").rules == []


def test_terraform_tells_the_service(project) -> None:
    project.plant("kafkalint.toml", VERSION)
    project.plant("send.py", PRODUCER)
    project.plant("main.tf", STREAMS)
    assert project.check("send.py").rules == ["KFK307"]
    assert project.check("main.tf").rules == []


FUNCTION = """
resource "aws_lambda_function" "orders" {
  environment {
    variables = {
      SPRING_KAFKA_PRODUCER_ACKS                          = "1" # fast
      SPRING_KAFKA_PRODUCER_PROPERTIES_ENABLE_IDEMPOTENCE = true
    }
  }
}

resource "kubernetes_config_map" "orders" {
  data = {
    "application.properties" = <<-EOT
      spring.kafka.producer.acks=1
      spring.kafka.producer.properties.enable.idempotence=true
    EOT
  }
}
"""


def test_producers_in_terraform_are_mended_where_they_stand(project) -> None:
    file = project.plant("app.tf", FUNCTION)
    assert project.check("app.tf").rules == ["KFK101", "KFK101"]
    assert project.run("check", "--fix", "app.tf").status == 0
    assert file.read_text("utf-8") == FUNCTION.lstrip().replace('= "1"', '= "all"').replace("acks=1", "acks=all")


def test_a_comment_in_terraform_silences(project) -> None:
    project.plant("app.tf", FUNCTION.replace("# fast", "# kafkalint: ignore[KFK101] as measured"))
    assert project.check("app.tf").rules == ["KFK101"]


def test_terraform_that_cannot_be_read_is_told_where(project) -> None:
    project.plant("msk.tf", MSK + "resource {\n")
    assert project.run("check", "msk.tf").status != 0
    assert "msk.tf:" in project.run("check", "msk.tf").out + project.run("check", "msk.tf").err
