#!/usr/bin/env bash
# Downloads the archive of a release unless it is cached, compares it with the release's SHA256SUMS, and unpacks it. Nothing is
# unpacked before the sum is right, whether the archive was cached or not.
set -euo pipefail

stop() {
  echo "::error title=report::$*"
  exit 3
}

case "$(uname -s) $(uname -m)" in
  "Linux x86_64") arch=x86_64 ;;
  "Linux aarch64" | "Linux arm64") arch=aarch64 ;;
  *) stop "There is a release for Linux on x86_64 and aarch64 only; this runner has $(uname -sm)." ;;
esac
command -v curl > /dev/null || stop "curl is not installed on this runner."
name=report-$REPORT_VERSION-linux-$arch
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { curl --fail --silent --location --retry 3 --max-time 300 --output "$2" "$1"; }

folder=
for place in "$REPORT_RELEASES/v$REPORT_VERSION" "$REPORT_RELEASES"; do
  if fetch "$place/SHA256SUMS" "$work/SHA256SUMS"; then
    folder=$place
    break
  fi
done
[ -n "$folder" ] ||
  stop "There is no SHA256SUMS in $REPORT_RELEASES/v$REPORT_VERSION or $REPORT_RELEASES: check the inputs 'address' and 'version'."
awk -v name="$name.tar.gz" '$2 == name || $2 == "*" name' "$work/SHA256SUMS" > "$work/sum"
[ -s "$work/sum" ] || stop "The release in $folder has no $name.tar.gz."

mkdir -p "$REPORT_ARCHIVES"
cd "$REPORT_ARCHIVES"
if ! sha256sum --status --check "$work/sum" 2> /dev/null; then
  rm -f "$name.tar.gz"
  fetch "$folder/$name.tar.gz" "$work/archive" || stop "The download of $folder/$name.tar.gz failed."
  mv "$work/archive" "$name.tar.gz"
  if ! sha256sum --status --check "$work/sum"; then
    rm -f "$name.tar.gz"
    stop "The sum of $name.tar.gz is not the one in $folder/SHA256SUMS; nothing was unpacked."
  fi
fi

tools=${RUNNER_TOOL_CACHE:-$RUNNER_TEMP}/report
rm -rf "${tools:?}/$name"
mkdir -p "$tools"
tar -xzf "$name.tar.gz" -C "$tools"
"$tools/$name/bin/report" --version > /dev/null || stop "The program of $name.tar.gz does not run on this machine."
echo "$tools/$name/bin" >> "$GITHUB_PATH"
