#!/usr/bin/env bash
# W01 through curl, from the preview to the closure, against a running stack of the demonstration. Needs curl and jq.
#   bash docs/example.sh [http://127.0.0.1:3000]
set -euo pipefail
cd "$(dirname "$0")/.."

api=${1:-http://127.0.0.1:3000}/api/v1
json='content-type: application/json'
key() { echo "idempotency-key: $(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"; }
day() { TZ=Asia/Shanghai date -d "+$1 days" +%F 2>/dev/null || TZ=Asia/Shanghai date -v "+$1d" +%F; }
login() { curl -sSf "$api/auth/login" -H "$json" -d "{\"account\":\"hospital-a.$1\",\"password\":\"qingdun-demo-only\"}" | jq -r .accessToken; }
as() { local token; token=$(login "$1"); shift; curl -sSf -H "authorization: Bearer $token" "$@"; }

# The application: docs/example.json about one data set of the unit's catalogue, from today on for thirty days.
dataset=$(as staff-1 "$api/resources?limit=100" | jq -r '.items[] | select(.code == "FOLLOW-UP") | .id')
request=$(jq --arg dataset "$dataset" --arg from "$(day 0)" --arg to "$(day 30)" '.form.data.datasetIds = [$dataset] | .form.period.from = $from | .form.period.to = $to' docs/example.json)

# Who will decide, in which order, by when? Nothing is written.
jq '{form}' <<<"$request" | as staff-1 "$api/process-types/sensitive-data-use/preview" -H "$json" -d @- | jq -r '.steps[] | [.title, .dueBy // .within, .onlyIf // "", (.seats | map(.title) | join("、"))] | @tsv'

# Submit it. Sent again under the same key it is answered with the same case.
submission=$(key)
case=$(as staff-1 "$api/cases" -H "$json" -H "$submission" -d "$request" | jq -r .id)
test "$case" = "$(as staff-1 "$api/cases" -H "$json" -H "$submission" -d "$request" | jq -r .id)"

# decide <account> <step> <outcome> <evidence>: version and digest of what was shown go back with the decision.
decide() {
  local task
  task=$(as "$1" "$api/cases/$case" | jq -r --arg step "$2" '.steps[] | select(.key == $step and .status == "OPEN") | .tasks[] | select(.status == "OPEN") | .id')
  as "$1" "$api/tasks/$task" | jq --arg outcome "$3" --argjson evidence "$4" '{version, seenDigest: .shown.digest, outcome: $outcome, opinion: "同意", evidence: $evidence}' |
    as "$1" "$api/tasks/$task/decision" -H "$json" -H "$(key)" -d @- >/dev/null
  as staff-1 "$api/cases/$case/waiting" | jq -r .sentence
}
decide owner-cardiology initialAssessment APPROVE '{"purposeLegitimate":true,"minimal":true,"permissionExists":true,"recipientsJustified":true}'
decide data-admin secondaryAssessment APPROVE '{"purposeLegitimate":true,"minimal":true,"levelConfirmed":true,"desensitizationAdequate":true,"environmentAdequate":true,"piaReviewed":true}'
decide designated-leader secondaryAuthorization APPROVE '{"validUntil":"'"$(day 20)"'"}'
decide custodian-1 desensitization DONE '{"method":"MASKING","fields":["姓名","证件号码"],"tool":"演示工具 1.0","reportRef":"DEMO-1","performedOn":"'"$(day 0)"'"}'
decide tech-reviewer-1 desensitizationVerification APPROVE '{"sampledCount":100,"residualRisk":"LOW","conclusion":"符合要求"}'
decide security-officer leakControlAttestation DONE '{"antiScreenshot":true,"clipboardBlocked":true,"watermark":true,"exportBlocked":true}'

# The platform asks before it serves (第十九条), with credentials of its own, and reports what was used.
grant=$(as staff-1 "$api/cases/$case" | jq -r '.grants[0].id')
platform=$(curl -sSf -u demo-platform:qingdun-demo-only-client "$api/auth/token" -d grant_type=client_credentials | jq -r .access_token)
curl -sSf -H "authorization: Bearer $platform" "$api/grants/$grant/verify?operation=QUERY" | jq -c '{valid, validUntil}'
curl -sSf -H "authorization: Bearer $platform" "$api/grants/$grant/usage" -H "$json" -H "$(key)" -d '{"operation":"QUERY","count":12}' | jq -c .

# The applicant hands the grant back: from that instant it is not valid. Then what became of the data is recorded.
as staff-1 "$api/grants/$grant/hand-back" -H "$json" -H "$(key)" -d '{}' | jq -c .grant
curl -sSf -H "authorization: Bearer $platform" "$api/grants/$grant/verify?operation=QUERY" | jq -c '{valid, reason}'
decide staff-1 closure DONE '{"disposition":"DESTROY","disposedOn":"'"$(day 0)"'","remainingCopies":0}'
as staff-1 "$api/cases/$case" | jq -c '{number, status, outcome}'
