import { describe, expect, test } from "vitest";
import type { UnmanagedObject } from "../../src/port/session.ts";
import { sqliteFile } from "../server/sqlite.ts";
import { corpusText, haveCorpora } from "./corpora.ts";
import { CorpusProject } from "./corpus-project.ts";
import { kamailioScripts } from "./kamailio.ts";
import { runSqlite } from "./run-sqlite.ts";
import { sqliteFacts } from "./sqlite-facts.ts";

interface SqliteSchema {
  readonly name: string;
  readonly scripts: () => readonly string[];
}

const schemas: readonly SqliteSchema[] = [
  { name: "chinook", scripts: () => [corpusText("chinook/Chinook_Sqlite_AutoIncrementPKs.sql")] },
  { name: "roundcube", scripts: () => [corpusText("roundcube/sqlite.initial.sql")] },
  { name: "kamailio", scripts: () => kamailioScripts("sqlite") },
  { name: "temporal", scripts: () => [corpusText("temporal/schema/sqlite/v3/temporal/schema.sql")] },
  { name: "temporal's visibility", scripts: () => [corpusText("temporal/schema/sqlite/v3/visibility/schema.sql")] },
];

describe.skipIf(!haveCorpora)("a SQLite schema that nobody here wrote", () => {
  test.each(schemas)(
    "$name is inspected, in sync, and built anew from its documents",
    async ({ scripts }) => {
      using original = sqliteFile();
      using rebuilt = sqliteFile();
      runSqlite(original.path, scripts());
      using project = await CorpusProject.open(original.url);

      const { unmanaged } = (await project.exits(0, original.url, "inspect", "--write", "db", "-o", "json")).json<{
        unmanaged: readonly UnmanagedObject[];
      }>();
      await project.exits(0, original.url, "check");
      const documents = project.documents();
      await project.exits(0, original.url, "inspect", "--write", "db");
      expect(project.documents()).toEqual(documents);

      await project.exits(0, rebuilt.url, "apply");
      const names = new Set(unmanaged.map(({ name }) => name.split(".").at(-1)));
      const isNamed = (fact: string): boolean => names.has((JSON.parse(fact) as readonly string[])[1]);
      expect(sqliteFacts(rebuilt.path)).toEqual(sqliteFacts(original.path).filter((fact) => !isNamed(fact)));
      expect((await project.exits(0, rebuilt.url, "check", "-o", "json")).json().unmanaged).toEqual([]);
    },
    60_000,
  );
});
