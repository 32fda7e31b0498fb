import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { isDdlKind } from "../../../src/model/ref.ts";
import { dumpEntries, missingFrom } from "../../corpus/dump-entries.ts";
import { describePostgres } from "../../server/postgres.ts";
import { desired, difference, lines, schemas, throughDocuments } from "./documents.ts";
import { sqlOf, Workbench } from "./workbench.ts";

/** One and more of every kind that is given as its statement, with what uses them. */
const fixture = readFileSync(join(import.meta.dirname, "fixture/ddl-kinds.sql"), "utf8");

describePostgres("what is given as its statement", (server) => {
  test("is all managed, reads from its documents as it is, and is made from them as it was", async () => {
    await using original = await Workbench.open(server, fixture, schemas);
    await using rebuilt = await Workbench.open(server, "", schemas);
    const { model: live, unmanaged } = await original.inspect();
    expect(unmanaged).toEqual([]);
    const wanted = await throughDocuments(live);
    expect(lines(await difference(wanted, live))).toEqual([]);
    await rebuilt.carryOut(diff(wanted, await rebuilt.model()).changes);
    expect(lines(await difference(wanted, await rebuilt.model()))).toEqual([]);
    const [was, is] = [await dumpEntries(original.url), await dumpEntries(rebuilt.url)];
    expect([missingFrom(is, was), missingFrom(was, is)]).toEqual([[], []]);
    // And away again, in an order that holds.
    await rebuilt.carryOut(diff(await desired(), await rebuilt.model()).changes);
    expect([...(await rebuilt.model()).objects()].filter(({ kind }) => isDdlKind(kind))).toEqual([]);
  });

  test("follows when it is renamed", async () => {
    await using bench = await Workbench.open(server, fixture, schemas);
    for (const before of [...(await bench.model()).objects()]) {
      if (!isDdlKind(before.kind) || before.ref.schema === undefined || (before.ref.arguments ?? []).length > 1) continue;
      const after = { ...before, ref: { ...before.ref, name: `${before.ref.name} B` } } as typeof before;
      await bench.carryOut([{ kind: "object", before, after }]);
    }
    const live = await bench.model();
    expect(lines(await difference(await throughDocuments(live), live))).toEqual([]);
  });

  test("may be written otherwise, and is the same", async () => {
    await using bench = await Workbench.open(server, `CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false); COMMENT ON COLLATION ci IS 'no case'; CREATE TABLE t (name text COLLATE ci)`);
    const objects = [
      { sql: "create collation ci (DETERMINISTIC = false, LOCALE = 'und-u-ks-level2', provider = 'icu'); COMMENT ON COLLATION ci IS 'no case'" },
    ];
    const wanted = await desired({ objects, tables: [{ name: "t", columns: [{ name: "name", type: "text", collation: "ci" }] }] });
    expect(lines(await difference(wanted, await bench.model()))).toEqual([]);
    await using empty = await Workbench.open(server);
    expect(sqlOf(await empty.carryOut(diff(wanted, await empty.model()).changes)).slice(0, 2)).toEqual([
      "CREATE COLLATION public.ci (DETERMINISTIC = false, LOCALE = 'und-u-ks-level2', provider = 'icu')",
      "COMMENT ON COLLATION public.ci IS 'no case'",
    ]);
  });
});
