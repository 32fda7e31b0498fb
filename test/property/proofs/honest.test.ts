import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyAll } from "../../../src/change/apply.ts";
import { differences, insertedTable, Workbench as PostgresBench } from "../../dialect/postgresql/workbench.ts";
import { Workbench as SqliteBench } from "../../dialect/sqlite/workbench.ts";
import { describePostgres } from "../../server/postgres.ts";
import { arbitraryHistory } from "./arbitrary-history.ts";
import { casesOf, patience } from "./cases.ts";
import { properties } from "./proofs.ts";
import { changesOf, pureSides } from "./pure-side.ts";

const pieces = casesOf(properties.honest.proofs.histories);

describe("on SQLite", () => {
  test.each(pieces)(
    "each instruction of a revision does what its effects say, and all together what its steps say: cases $cases",
    { timeout: patience },
    async ({ parameters }) => {
      await pureSides.sqlite.dialect.grammar.ready();
      const property = fc.asyncProperty(arbitraryHistory, async (history) => {
        await using bench = await SqliteBench.open();
        for (const revision of history) await bench.execute(changesOf(revision, await bench.model(), pureSides.sqlite), revision.id);
      });
      await fc.assert(property, parameters);
    },
  );
});

describePostgres("revisions", (server) => {
  test.each(pieces)(
    "each instruction of a revision does what its effects say, and all together what its steps say: cases $cases",
    { timeout: patience },
    async ({ parameters }) => {
      await pureSides.postgresql.dialect.grammar.ready();
      const property = fc.asyncProperty(arbitraryHistory, async (history) => {
        await using bench = await PostgresBench.open(server, insertedTable);
        for (const revision of history) {
          const before = await bench.model();
          const changes = changesOf(revision, before, pureSides.postgresql);
          await bench.carryOut(changes);
          expect(differences(applyAll(before, changes), await bench.model())).toEqual([]);
        }
      });
      await fc.assert(property, parameters);
    },
  );
});
