import { expect, test } from "vitest";
import { dump } from "../server/pg-dump.ts";
import { CorpusProject } from "./corpus-project.ts";
import { describeCorpora } from "./describe-corpora.ts";
import type { CorpusHistory } from "./history.ts";
import { importHistory } from "./import-history.ts";
import { kamailio } from "./kamailio.ts";
import { roundcube } from "./roundcube.ts";
import { runPsql } from "./run-psql.ts";
import { supabaseAuth } from "./supabase-auth.ts";
import { temporalOnPostgres } from "./temporal.ts";

const histories: readonly CorpusHistory[] = [...temporalOnPostgres, supabaseAuth, roundcube("postgres"), kamailio("postgres")];

describeCorpora("a history that nobody here wrote", (server) => {
  test.each(histories)(
    "$name, imported, ends where psql ends",
    async ({ steps }) => {
      await using database = await server.database();
      await using reference = await server.database();
      const history = steps();
      await runPsql(
        reference.url,
        history.flatMap(({ scripts }) => scripts),
      );
      const end = await dump(reference.url);
      using project = await CorpusProject.open(database.url);
      importHistory(project, history);
      await project.exits(0, database.url, "validate");

      await project.exits(0, database.url, "upgrade");
      expect(await dump(database.url)).toEqual(end);
      expect((await project.exits(0, database.url, "current", "-o", "json")).json().heads).toEqual([history.at(-1)?.id]);
      await project.exits(0, database.url, "upgrade");
      expect(await dump(database.url)).toEqual(end);

      const reversible = history.every(({ down }) => down !== undefined);
      await project.exits(reversible ? 0 : 3, database.url, "downgrade", "base", "--allow", "dataLoss");
      expect(await dump(database.url)).toEqual(reversible ? [] : end);
      await project.exits(0, database.url, "upgrade");
      expect(await dump(database.url)).toEqual(end);
    },
    120_000,
  );
});
