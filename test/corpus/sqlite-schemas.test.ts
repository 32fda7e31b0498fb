import { describe, expect, test } from "vitest";
import type { UnmanagedObject } from "../../src/port/session.ts";
import { sqliteFile } from "../server/sqlite.ts";
import { haveCorpora } from "./corpora.ts";
import { CorpusProject } from "./corpus-project.ts";
import { runSqlite } from "./run-sqlite.ts";
import { sqliteFacts } from "./sqlite-facts.ts";
import { sqliteSchemas } from "./sqlite-schemas.ts";

describe.skipIf(!haveCorpora)("a SQLite schema that nobody here wrote", () => {
  test.for(sqliteSchemas)(
    "$name is inspected, in sync, and built anew from its documents",
    { timeout: 60_000 },
    async ({ name, scripts }, { task }) => {
      using original = sqliteFile();
      using rebuilt = sqliteFile();
      runSqlite(original.path, scripts());
      using project = await CorpusProject.open(original.url);

      const { unmanaged } = (await project.exits(0, original.url, "inspect", "--write", "db", "-o", "json")).json<{
        unmanaged: readonly UnmanagedObject[];
      }>();
      await project.exits(0, original.url, "check");
      await project.exits(0, original.url, "validate");
      const documents = project.documents();
      await project.exits(0, original.url, "inspect", "--write", "db");
      expect(project.documents()).toEqual(documents);

      await project.exits(0, rebuilt.url, "apply");
      const names = new Set(unmanaged.map(({ name }) => name.split(".").at(-1)));
      const isNamed = (fact: string): boolean => names.has((JSON.parse(fact) as readonly string[])[1]);
      const [facts, built] = [sqliteFacts(original.path), sqliteFacts(rebuilt.path)];
      expect(built).toEqual(facts.filter((fact) => !isNamed(fact)));
      expect((await project.exits(0, rebuilt.url, "check", "-o", "json")).json().unmanaged).toEqual([]);
      task.meta.sqliteCorpus = {
        schema: name,
        facts: facts.length,
        identical: built.length,
        named: unmanaged.map((each) => `${each.kind} ${each.name}`),
      };
    },
  );
});
