import { readdirSync } from "node:fs";
import { corpusFile, corpusText } from "./corpora.ts";
import type { CorpusHistory } from "./history.ts";

const folder = "supabase_auth/migrations";
const schemaName = /\{\{ ?index \.Options "Namespace" \}\}/g;

/** What its own runner makes before the first step. */
const before = "CREATE SCHEMA auth; CREATE TABLE auth.schema_migrations (version varchar(14) NOT NULL PRIMARY KEY);";

/** Each file is named for the time it was written at; the first of all for nothing. */
export const supabaseAuth: CorpusHistory = {
  name: "supabase auth",
  steps: () => [
    { id: "before", scripts: [before] },
    ...readdirSync(corpusFile(folder))
      .toSorted()
      .map((file) => ({ id: file.replace(/\.up\.sql$/, ""), scripts: [corpusText(`${folder}/${file}`).replaceAll(schemaName, "auth")] })),
  ],
};
