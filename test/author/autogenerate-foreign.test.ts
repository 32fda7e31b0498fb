import { expect, test } from "vitest";
import { autogenerate } from "../../src/author/autogenerate.ts";
import { applyAll } from "../../src/change/apply.ts";
import { diff } from "../../src/diff/diff.ts";
import type { SchemaSpec } from "../../src/resource/shape/schema.shape.ts";
import { fold } from "../../src/revision/fold.ts";
import { desired } from "../dialect/postgresql/documents.ts";
import { onPostgresql, revision } from "../operation/steps.ts";

const spec = (password: string, table: string, column: string): SchemaSpec => ({
  foreignDataWrappers: [{ name: "w" }],
  foreignServers: [
    { name: "far", wrapper: "w", userMappings: [{ role: "public", options: { user: "u", password: { secret: password } } }] },
  ],
  tables: [
    {
      name: "cities",
      foreign: { server: "far", options: { table_name: table } },
      columns: [{ name: "id", type: "integer", foreignOptions: { column_name: column } }],
    },
  ],
});

test("writes what is said to a foreign server and of its tables, and its way down", async () => {
  const states = [await desired({}), await desired(spec("one", "a", "b")), await desired(spec("two", "c", "d"))];
  for (const [from, to] of [
    [0, 1],
    [1, 2],
    [2, 1],
    [1, 0],
  ] as const) {
    const [head, wanted] = [states[from], states[to]];
    if (head === undefined || wanted === undefined) throw new TypeError("there is no such state");
    const { upgrade } = autogenerate(wanted, head, onPostgresql);
    const { after, revisions } = fold([revision("r", upgrade)], head, onPostgresql);
    expect(upgrade.length).toBeGreaterThan(0);
    expect(diff(wanted, after).changes).toEqual([]);
    const down = revisions[0]?.steps.toReversed().flatMap(({ inverse }) => inverse ?? []) ?? [];
    expect(diff(head, applyAll(after, down)).changes).toEqual([]);
    if (from === 1 && to === 2)
      expect(upgrade).toMatchObject([
        { alterForeignServer: { name: "far", userMappings: [{ role: "public", options: { user: "u", password: { secret: "two" } } }] } },
        { alterTable: { name: "cities" } },
        { alterColumn: { table: "cities", column: "id", foreignOptions: { column_name: "d" } } },
      ]);
  }
});
