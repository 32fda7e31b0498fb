#!/bin/sh
# Brings the database of KEELSON_URL to the newest revision: status before, a backup, the upgrade, status after.
# Ends with the exit code of what failed; the backup stays where it is.
set -eu
cd "$(dirname "$0")"
keelson=${KEELSON:-npx keelson}
backups=${BACKUPS:-./backups}

echo "== before"
code=0
$keelson check --only pending || code=$?
case $code in
  0) echo "Nothing to deploy."; exit 0 ;;
  2) ;; # Revisions wait: that is why we are here.
  *) exit "$code" ;;
esac
$keelson plan

echo "== backup"
mkdir -p "$backups"
backup=$(./backup.sh "$backups")
echo "$backup"

echo "== upgrade"
$keelson upgrade --no-progress || {
  code=$?
  echo "The upgrade failed. The state before it is in $backup." >&2
  $keelson status || true
  exit "$code"
}

echo "== after"
$keelson status
$keelson check
