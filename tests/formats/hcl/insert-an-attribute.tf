# Kafka of the orders
resource "kafka_topic" "orders" {
  name               = var.topic
  replication_factor = 1 # for now
  partitions         = 12
  managed = true

  config = {
    "min.insync.replicas" = "2"
  }
}

resource "aws_msk_configuration" "orders" {
  kafka_versions    = ["2.1.0"]
  server_properties = <<-PROPERTIES
    auto.create.topics.enable = true
    min.insync.replicas = 2
  PROPERTIES
}

resource "aws_ecs_task_definition" "app" {
  variables = {
    SPRING_KAFKA_BOOTSTRAP_SERVERS = "b-1.${var.domain}:9092"
    SPRING_KAFKA_PRODUCER_ACKS     = "1", // fast
    SPRING_KAFKA_PRODUCER_RETRIES : 0
  }
}

locals {
  env   = ["KAFKA_ACKS=1", "KAFKA_RETRIES=3"]
  empty = {}
  container = jsonencode([{
    environment = [
      { name = "KAFKA_ACKS", value = "1" },
      { name = "KAFKA_RETRIES", value = "3" },
    ]
  }])
}

short { a = 1 }

container {
  image = "orders"

  env {
    name  = "SPRING_KAFKA_PRODUCER_ACKS"
    value = "1" # fast
  }

  env {
    name = "SPRING_KAFKA_BOOTSTRAP_SERVERS"
    value_from {
      secret_key_ref { name = "kafka" }
    }
  }
}
