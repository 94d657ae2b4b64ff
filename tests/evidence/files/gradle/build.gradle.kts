val kafkaVersion: String by project
val streamsVersion by extra("3.7.1")
extra["kafka.version"] = "3.1.0"

plugins {
    kotlin("jvm") version "1.9.24"
    id("org.springframework.boot") version "2.7.18"
}

dependencies {
    implementation(platform("org.springframework.boot:spring-boot-dependencies:2.7.18"))
    implementation("org.apache.kafka:kafka-streams:$streamsVersion")
    implementation("org.apache.kafka:kafka-clients:$kafkaVersion")
    implementation(group = "org.slf4j", name = "slf4j-api", version = "[1.7, 2.0[")
    implementation(libs.kafka.clients)
}
