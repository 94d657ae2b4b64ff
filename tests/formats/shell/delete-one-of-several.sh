#!/usr/bin/env bash
set -e  # stop at once
docker exec -i broker tool --topic "$TOPIC" \
  --pair acks=1 \
  --pair "retries=0" \
  --level 1 --sync < input 2>&1 | tee out
tool --pairs acks=1 note="a b" mode=${MODE:-x} --file f
tool --one=acks=1 -Xacks=1 --level=2 -- rest
cat <<EOF
tool --pair acks=0
EOF
