# syntax=docker/dockerfile:1
ARG TAG=7.6.0
FROM maven:3 AS build
ENV KAFKA_ACKS=0
RUN <<EOF
ENV KAFKA_ACKS=5
EOF

FROM confluentinc/cp-kafka-connect:${TAG} AS base
ENV KAFKA_ACKS=1 \
    # how often
    KAFKA_RETRIES="0" \
    KAFKA_NOTE='a b' KAFKA_VAR=${X:-1}
env KAFKA_OLD one two

FROM base
ENV KAFKA_ALONE=1
ENV NEW=true
ENV KAFKA_ONE=1 KAFKA_TWO=2
COPY . .
