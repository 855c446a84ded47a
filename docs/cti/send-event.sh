#!/bin/sh
# Tells Nayose what a call does. Needs openssl and curl.
#
#   send-event.sh <type> <call id> [<name> <value>] …
#
#   send-event.sh ringing     1732251900.7 from 0312345678 to 0120000111
#   send-event.sh answered    1732251900.7 agent hanako@example.jp
#   send-event.sh transferred 1732251900.7 queue Returns
#   send-event.sh ended       1732251900.7 reason customer
#
# NAYOSE_URL, NAYOSE_CTI_KEY and NAYOSE_CTI_SECRET say where to and as whom.
set -eu

type=$1
call=$2
shift 2

# Text as JSON has it: control characters go, quotation marks and backslashes are escaped.
json() { printf '%s' "$1" | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g'; }

# An id of its own for every event: the same event sent twice then counts once.
id="$call-$type-$(openssl rand -hex 8)"
body="{\"id\":\"$(json "$id")\",\"type\":\"$(json "$type")\",\"callId\":\"$(json "$call")\""
while [ $# -ge 2 ]; do
  body="$body,\"$(json "$1")\":\"$(json "$2")\""
  shift 2
done
body="$body}"

now=$(date +%s)
signature=$(printf '%s.%s' "$now" "$body" |
  openssl dgst -sha256 -hmac "$NAYOSE_CTI_SECRET" | sed 's/^.* //')

# --retry repeats the same event under the same id, so that a lost answer does no harm.
exec curl --silent --show-error --fail-with-body --max-time 10 --retry 3 \
  --header "x-nayose-key: $NAYOSE_CTI_KEY" \
  --header "x-nayose-signature: t=$now,v1=$signature" \
  --header 'content-type: application/json' \
  --data-binary "$body" \
  "$NAYOSE_URL/cti/events"
