#!/bin/sh
# What decides whether a change of the schema may be merged. Needs a server where a database can be made: KEELSON_URL names any database on it.
set -eu
cd "$(dirname "$0")"
keelson=${KEELSON:-npx keelson}

# Documents, references, graph, one head: no database is touched.
$keelson validate

# Every revision up, down and up again on a database that is made for it and taken away; that of KEELSON_URL stays as it is.
$keelson test

# Where somebody changed the Schema and wrote no revision for it: 0 says that they agree.
scratch=${CI_DATABASE_URL:-}
if [ -n "$scratch" ]; then
  $keelson upgrade --url "$scratch"
  $keelson check --url "$scratch"
fi
