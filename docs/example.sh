#!/usr/bin/env bash
# W01 through curl, from the form to the closure, against a running stack: bash docs/example.sh [http://127.0.0.1:3000]
set -euo pipefail
api=${1:-http://127.0.0.1:3000}/api/v1
json='content-type: application/json'
today=$(TZ=Asia/Shanghai date +%F)
later=$(TZ=Asia/Shanghai date -d '+20 days' +%F 2>/dev/null || TZ=Asia/Shanghai date -v+20d +%F)
until=$(TZ=Asia/Shanghai date -d '+30 days' +%F 2>/dev/null || TZ=Asia/Shanghai date -v+30d +%F)
key() { printf 'idempotency-key: %s' "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"; }
login() { curl -sSf "$api/auth/login" -H "$json" -d "{\"account\":\"hospital-a.$1\",\"password\":\"qingdun-demo-only\"}" | jq -r .accessToken; }
as() { local token=$1; shift; curl -sSf -H "authorization: Bearer $token" "$@"; }

staff=$(login staff-1)
dataset=$(as "$staff" "$api/resources?limit=100" | jq -r '.items[] | select(.code == "FOLLOW-UP") | .id')
request=$(jq -n --arg dataset "$dataset" --arg from "$today" --arg to "$until" '{processType: "sensitive-data-use", form: {
  guards: {containsStateSecret: false, aggregatesToSecret: false},
  applicant: {dept: "示例科室", employeeNo: "DEMO-0001", phone: "021-00000000"},
  project: {name: "示例课题", useType: "RESEARCH"},
  purpose: {purpose: "分析随访间隔与指标控制的关系。", necessity: "仅取检验结果。", legalBasis: "已取得同意。", piaRef: "DEMO-PIA-1"},
  data: {datasetIds: [$dataset], dataCategory: "BUSINESS_RESOURCE", extractionRule: "2025 年的随访记录", timeRange: {from: "2025-01-01", to: "2025-12-31"},
    subjectCount: 800, sensitive: true, minorsUnder14: false, humanGeneticResources: false},
  level: {declaredLevel: "GENERAL", important: false},
  processing: {method: "DATABASE_ANALYSIS", environment: "IN_DOMAIN", storageLocation: "院内分析环境", operations: ["QUERY"], desensitizationPlan: {fields: ["姓名"], technique: "去除"}, crossBorder: false},
  recipients: {users: [{name: "演示使用者", unit: "演示甲医院", employeeNo: "DEMO-0001", commitmentSigned: true}]},
  period: {from: $from, to: $to, expiryDisposition: "DESTROY"},
  commitment: {noReidentification: true, noOnwardTransfer: true, withinScope: true, resultsBackedUp: true, destroyAtExpiry: true, signature: "演示使用者"}}}')

echo "$request" | jq '{form}' | as "$staff" "$api/process-types/sensitive-data-use/preview" -H "$json" -d @- | jq -r '.steps[] | "\(.title)\t\(.dueBy // .within // "")\t\(.onlyIf // "")"'
case=$(echo "$request" | as "$staff" "$api/cases" -H "$json" -H "$(key)" -d @- | jq -r .id)

# decide <account> <step> <outcome> <evidence>
decide() {
  local token task
  token=$(login "$1")
  task=$(as "$token" "$api/cases/$case" | jq -r --arg step "$2" '[.steps[] | select(.key == $step and .status == "OPEN") | .tasks[] | select(.status == "OPEN") | .id][0]')
  as "$token" "$api/tasks/$task" | jq --arg outcome "$3" --argjson evidence "$4" '{version, seenDigest: .shown.digest, outcome: $outcome, opinion: "同意", evidence: $evidence}' |
    as "$token" "$api/tasks/$task/decision" -H "$json" -H "$(key)" -d @- >/dev/null
  as "$staff" "$api/cases/$case/waiting" | jq -r .sentence
}
decide owner-cardiology initialAssessment APPROVE '{"purposeLegitimate":true,"minimal":true,"permissionExists":true,"recipientsJustified":true}'
decide data-admin secondaryAssessment APPROVE '{"purposeLegitimate":true,"minimal":true,"levelConfirmed":true,"desensitizationAdequate":true,"environmentAdequate":true,"piaReviewed":true}'
decide designated-leader secondaryAuthorization APPROVE "{\"validUntil\":\"$later\"}"
decide custodian-1 desensitization DONE "{\"method\":\"MASKING\",\"fields\":[\"姓名\"],\"tool\":\"演示工具 1.0\",\"reportRef\":\"DEMO-1\",\"performedOn\":\"$today\"}"
decide tech-reviewer-1 desensitizationVerification APPROVE '{"sampledCount":100,"residualRisk":"LOW","conclusion":"符合要求"}'
decide security-officer leakControlAttestation DONE '{"antiScreenshot":true,"clipboardBlocked":true,"watermark":true,"exportBlocked":true}'

grant=$(as "$staff" "$api/cases/$case" | jq -r '.grants[0].id')
as "$staff" "$api/grants/$grant/verify?operation=QUERY" | jq -c '{valid, validUntil}'
as "$staff" "$api/grants/$grant/hand-back" -H "$json" -H "$(key)" -d '{}' | jq -c .grant
decide staff-1 closure DONE "{\"disposition\":\"DESTROY\",\"disposedOn\":\"$today\",\"remainingCopies\":0}"
