import { corpusText } from "./corpora.ts";
import { kamailioScripts } from "./kamailio.ts";

export interface SqliteSchema {
  readonly name: string;
  readonly scripts: () => readonly string[];
}

export const sqliteSchemas: readonly SqliteSchema[] = [
  { name: "chinook", scripts: () => [corpusText("chinook/Chinook_Sqlite_AutoIncrementPKs.sql")] },
  { name: "roundcube", scripts: () => [corpusText("roundcube/sqlite.initial.sql")] },
  { name: "kamailio", scripts: () => kamailioScripts("sqlite") },
  { name: "temporal", scripts: () => [corpusText("temporal/schema/sqlite/v3/temporal/schema.sql")] },
  { name: "temporal's visibility", scripts: () => [corpusText("temporal/schema/sqlite/v3/visibility/schema.sql")] },
];
