#!/usr/bin/env bash
# Compares the results of a pull request with those of its base branch, word by word, in the job summary. Like build.sh, it leaves
# the status to the last step.
set -euo pipefail

if [ ! -s "$REPORT_RESULTS/report.jsonl" ]; then
  echo "::notice title=report::There are no results of the base branch yet; the next push to it keeps them."
  exit 0
fi
gates=()
[ -z "$REPORT_FAIL_ON" ] || gates=(--fail-on "$REPORT_FAIL_ON")
status=0
report diff "$REPORT_RESULTS/report.jsonl" "$REPORT_SITE/data/report.jsonl" "${gates[@]}" --format markdown \
  --output "$REPORT_WORK/drift.md" --diagnostics github || status=$?
if [ -s "$REPORT_WORK/drift.md" ]; then
  base=$(tr -cd '0-9a-f' < "$REPORT_RESULTS/commit" 2> /dev/null || true)
  {
    cat "$REPORT_WORK/drift.md"
    printf '\nCompared with the base commit %s.\n' "${base:0:12}"
  } > "$REPORT_WORK/summary.md"
  mv "$REPORT_WORK/summary.md" "$REPORT_WORK/drift.md"
  # GitHub rejects the summary of a step above 1 MiB.
  LC_ALL=C awk '(size += length($0) + 1) <= 1000000' "$REPORT_WORK/drift.md" >> "$GITHUB_STEP_SUMMARY"
fi
# Without gates, results that cannot be compared, such as those of another format, do not fail the job.
if [ "$status" -gt 1 ] && [ -z "$REPORT_FAIL_ON" ]; then status=0; fi
echo "status=$status" >> "$GITHUB_OUTPUT"
