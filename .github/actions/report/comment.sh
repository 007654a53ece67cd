#!/usr/bin/env bash
# Writes the report into one comment of the pull request, and updates it in later runs. A hidden first line identifies the comment;
# only comments of bots are considered, as anyone can write such a line. A comment that cannot be written is a warning: pull
# requests from forks have a token that only reads.
set -euo pipefail

skip() {
  echo "::warning title=report::The comment was not written: $*"
  exit 0
}

for tool in curl jq; do
  command -v "$tool" > /dev/null || skip "$tool is not installed on this runner."
done
number=$(jq -r '.pull_request.number // empty' "$GITHUB_EVENT_PATH")
[[ $number =~ ^[0-9]+$ ]] || skip "the event has no pull request."

# Requests the path $2 of the repository with the method $1 and further options of curl; the answer is in answer.json, the HTTP
# status in $code. The token is in a file, not on the command line.
umask 077
printf 'Authorization: Bearer %s\n' "$GITHUB_TOKEN" > "$REPORT_WORK/header"
trap 'rm -f "$REPORT_WORK/header"' EXIT
request() {
  local method=$1 path=$2
  shift 2
  code=$(curl --silent --show-error --retry 3 --max-time 60 --request "$method" --header "@$REPORT_WORK/header" \
    --header 'Accept: application/vnd.github+json' --header 'X-GitHub-Api-Version: 2022-11-28' \
    --output "$REPORT_WORK/answer.json" --write-out '%{http_code}' "$@" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/$path") ||
    skip "the API did not answer."
  case $code in
    2??) ;;
    403 | 404) skip "the token may not write it (HTTP $code); set 'permissions: pull-requests: write' for the job." ;;
    *) skip "the API answered with HTTP $code." ;;
  esac
}

marker="<!-- report: $REPORT_NAME -->"
# The lines of a file whose sum is at most so many bytes.
head_of() { LC_ALL=C awk -v limit="$2" '(size += length($0) + 1) > limit { exit } { print }' "$1"; }
{
  echo "$marker"
  case $REPORT_STATUS in
    0) echo "**All claims hold.**" ;;
    1) echo "**A claim does not hold.**" ;;
    *) echo "**The report was not built** (exit status $REPORT_STATUS); see the log of the run." ;;
  esac
  [ "${REPORT_DRIFT_STATUS:-0}" = 0 ] || echo "**The comparison with the base branch failed** (exit status $REPORT_DRIFT_STATUS)."
  printf '[Run](%s)' "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
  [ -z "$REPORT_ARTIFACT" ] || printf ' · [Site and claims](%s)' "$REPORT_ARTIFACT"
  printf '\n\n'
  if [ -s "$REPORT_WORK/drift.md" ]; then
    head_of "$REPORT_WORK/drift.md" 20000
    echo
  fi
  [ ! -s "$REPORT_WORK/report.md" ] || cat "$REPORT_WORK/report.md"
} > "$REPORT_WORK/whole.md"
# GitHub rejects more than 65,536 characters. The report drops its last sections itself, but knows nothing of the comparison.
head_of "$REPORT_WORK/whole.md" 64900 > "$REPORT_WORK/comment.md"
if [ "$(wc -c < "$REPORT_WORK/comment.md")" -lt "$(wc -c < "$REPORT_WORK/whole.md")" ]; then
  printf '\nThe rest is in the attached report.\n' >> "$REPORT_WORK/comment.md"
fi
jq --null-input --rawfile body "$REPORT_WORK/comment.md" '{body: $body}' > "$REPORT_WORK/comment.json"

id=
page=1
while [ -z "$id" ]; do
  request GET "issues/$number/comments?per_page=100&page=$page"
  id=$(jq -r --arg marker "$marker" \
    '[.[] | select(.user.type == "Bot" and (.body | startswith($marker)))][0].id // empty' "$REPORT_WORK/answer.json")
  [ "$(jq length "$REPORT_WORK/answer.json")" -eq 100 ] || break
  page=$((page + 1))
done
if [ -n "$id" ]; then
  request PATCH "issues/comments/$id" --data-binary "@$REPORT_WORK/comment.json"
else
  request POST "issues/$number/comments" --data-binary "@$REPORT_WORK/comment.json"
fi
