#!/bin/sh
# Writes a backup of the database of KEELSON_URL into the folder given, consistent while others work, and prints where.
set -eu
name=$1/$(date -u +%Y%m%dT%H%M%SZ)-$$
case $KEELSON_URL in
  postgres*)
    pg_dump --no-password --file "$name.sql" --dbname "$KEELSON_URL"
    echo "$name.sql"
    ;;
  sqlite:*)
    node -e 'new (require("node:sqlite").DatabaseSync)(process.argv[1]).prepare("VACUUM INTO ?").run(process.argv[2])' "${KEELSON_URL#sqlite:}" "$name.db"
    echo "$name.db"
    ;;
  *)
    echo "No backup is known for this kind of database" >&2
    exit 3
    ;;
esac
