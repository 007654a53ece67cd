#!/usr/bin/env bash
# Builds the report once, for all outputs. It always succeeds: the last step of the action passes on the status, when everything
# is attached.
set -euo pipefail

stop() {
  echo "::error title=report::$*"
  exit 2
}

# Reads words that are quoted as in a shell into the array 'words'; nothing in them is run or expanded.
split() {
  printf '%s\n' "$2" | xargs --no-run-if-empty printf '%s\0' > "$REPORT_WORK/words" ||
    stop "The input '$1' has a quotation mark without its end."
  mapfile -d '' -t words < "$REPORT_WORK/words"
}

case $REPORT_SITE$REPORT_SINGLE_FILE in
  *$'\n'*) stop "The inputs 'site' and 'single-file' must be one line each." ;;
esac
split documents "$REPORT_DOCUMENTS"
arguments=("${words[@]}")
split options "$REPORT_OPTIONS"
arguments+=("${words[@]}")
[ -z "$REPORT_REVIEWS" ] || arguments+=(--reviews "$REPORT_REVIEWS")
[ -z "$REPORT_MODEL" ] || arguments+=(--model "$REPORT_MODEL")

# Claims may compare with the last run on the branch or the base branch. Only a run whose claims hold is kept for that.
history=$REPORT_WORK/runs.jsonl
[ ! -f "$REPORT_RESULTS/runs.jsonl" ] || cp "$REPORT_RESULTS/runs.jsonl" "$history"
status=0
report build --history "$history" --run "$GITHUB_SHA" "${arguments[@]}" --output "$REPORT_SITE" --single-file "$REPORT_SINGLE_FILE" --junit "$REPORT_JUNIT" \
  --summary "$GITHUB_STEP_SUMMARY" --markdown "$REPORT_WORK/report.md" --summary-limit 65000 --diagnostics github || status=$?

written=false
if [ "$status" -le 1 ]; then
  written=true
  # Pull requests into this branch are compared with these results.
  if [ "$GITHUB_EVENT_NAME" = push ]; then
    mkdir -p "$REPORT_RESULTS"
    cp "$REPORT_SITE/data/report.jsonl" "$REPORT_RESULTS/report.jsonl"
    echo "$GITHUB_SHA" > "$REPORT_RESULTS/commit"
    if [ "$status" = 0 ] && [ -f "$history" ]; then cp "$history" "$REPORT_RESULTS/"; fi
  fi
fi
{
  echo "status=$status"
  echo "written=$written"
  echo "site=$REPORT_SITE"
  echo "single-file=$REPORT_SINGLE_FILE"
} >> "$GITHUB_OUTPUT"
