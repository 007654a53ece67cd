#!/usr/bin/env bash
# Checks the inputs of the action, finds the address of the releases, and names the folders of the run.
set -euo pipefail

stop() {
  echo "::error title=report::$*"
  exit 2
}

version=${REPORT_VERSION#v}
[[ $version =~ ^[0-9][0-9A-Za-z.+~-]*$ ]] || stop "The input 'version' must be a version such as 0.1.0."
[[ $REPORT_NAME =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] ||
  stop "The input 'name' may contain letters, digits, dots, hyphens and underscores only."

address=${REPORT_RELEASES%/}
if [ -z "$address" ]; then
  # The runner unpacks an action to _actions/OWNER/REPOSITORY/REF. It leaves github.action_repository empty in some versions;
  # an action that the workflow names as ./path is in the repository itself.
  repository=${REPORT_ACTION_REPOSITORY:-$GITHUB_REPOSITORY}
  if [[ $GITHUB_ACTION_PATH =~ /_actions/([^/]+/[^/]+)/ ]]; then repository=${BASH_REMATCH[1]}; fi
  address=$GITHUB_SERVER_URL/$repository/releases/download
fi
[[ $address =~ ^https?://[^[:space:]]+$ ]] ||
  stop "The input 'address' must be the http or https URL of the folder with the releases of 'report'."

work=$RUNNER_TEMP/report-$REPORT_NAME
rm -rf "$work"
mkdir -p "$work"
{
  echo "version=$version"
  echo "address=$address"
  echo "archives=$RUNNER_TEMP/report-archives"
  echo "results=$RUNNER_TEMP/report-results-$REPORT_NAME"
  echo "work=$work"
} >> "$GITHUB_OUTPUT"
