import { describe, expect, test } from "vitest";
import type { UnmanagedObject } from "../../src/port/session.ts";
import { sqliteFile } from "../server/sqlite.ts";
import { sqliteDump, sqliteRows } from "../server/sqlite-dump.ts";
import { seededShare } from "../seeded-share.ts";
import { haveCorpora } from "./corpora.ts";
import { CorpusProject } from "./corpus-project.ts";
import { runSqlite } from "./run-sqlite.ts";
import { sqliteFacts } from "./sqlite-facts.ts";
import { sqliteSchemas } from "./sqlite-schemas.ts";

describe.skipIf(!haveCorpora)("a SQLite file that nobody here made", () => {
  test.each(seededShare(sqliteSchemas, 2))(
    "$name is adopted; its baseline, and the script of it, make the same; the way down and up again",
    async ({ scripts }) => {
      using original = sqliteFile();
      runSqlite(original.path, scripts());
      const before = [sqliteDump(original.path), sqliteRows(original.path)];
      using project = await CorpusProject.open(original.url);
      const { stdout: script } = await project.exits(0, original.url, "inspect", "--format", "sql");
      const { unmanaged } = (await project.exits(0, original.url, "adopt", "-o", "json")).json<{ unmanaged: readonly UnmanagedObject[] }>();
      await project.exits(0, original.url, "check");
      await project.exits(0, original.url, "upgrade");
      expect([sqliteDump(original.path), sqliteRows(original.path)]).toEqual(before);

      const names = new Set(unmanaged.map(({ name }) => name.split(".").at(-1)));
      const wanted = sqliteFacts(original.path).filter((fact) => !names.has((JSON.parse(fact) as readonly string[])[1]));
      using scripted = sqliteFile();
      runSqlite(scripted.path, [script]);
      expect(sqliteFacts(scripted.path)).toEqual(wanted);

      using walked = sqliteFile();
      await project.exits(0, walked.url, "upgrade");
      expect(sqliteFacts(walked.path)).toEqual(wanted);
      await project.exits(0, walked.url, "check");
      await project.exits(0, walked.url, "downgrade", "base", "--allow", "dataLoss");
      expect(sqliteDump(walked.path)).toEqual([]);
      await project.exits(0, walked.url, "upgrade");
      expect(sqliteFacts(walked.path)).toEqual(wanted);
    },
    120_000,
  );
});
