import { describe, expect, test } from "vitest";
import { sqliteFile } from "../server/sqlite.ts";
import { sqliteDump } from "../server/sqlite-dump.ts";
import { haveCorpora } from "./corpora.ts";
import { CorpusProject } from "./corpus-project.ts";
import type { CorpusHistory } from "./history.ts";
import { importHistory } from "./import-history.ts";
import { kamailio } from "./kamailio.ts";
import { roundcube } from "./roundcube.ts";
import { runSqlite } from "./run-sqlite.ts";
import { temporalOnSqlite } from "./temporal.ts";

const histories: readonly CorpusHistory[] = [temporalOnSqlite, roundcube("sqlite"), kamailio("sqlite")];

describe.skipIf(!haveCorpora)("a SQLite history that nobody here wrote", () => {
  test.each(histories)(
    "$name, imported, ends where SQLite ends",
    async ({ steps }) => {
      using database = sqliteFile();
      using reference = sqliteFile();
      const history = steps();
      runSqlite(
        reference.path,
        history.flatMap(({ scripts }) => scripts),
      );
      const end = sqliteDump(reference.path);
      using project = await CorpusProject.open(database.url);
      importHistory(project, history);
      await project.exits(0, database.url, "validate");

      await project.exits(0, database.url, "upgrade");
      expect(sqliteDump(database.path)).toEqual(end);
      expect((await project.exits(0, database.url, "current", "-o", "json")).json().heads).toEqual([history.at(-1)?.id]);
      await project.exits(0, database.url, "upgrade");
      expect(sqliteDump(database.path)).toEqual(end);

      const reversible = history.every(({ down }) => down !== undefined);
      await project.exits(reversible ? 0 : 3, database.url, "downgrade", "base", "--allow", "dataLoss");
      expect(sqliteDump(database.path)).toEqual(reversible ? [] : end);
      await project.exits(0, database.url, "upgrade");
      expect(sqliteDump(database.path)).toEqual(end);
    },
    60_000,
  );
});
