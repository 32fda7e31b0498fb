import { askRows } from "../../server/ask.ts";
import { revision } from "./test-operator.ts";

export const rows = 400;
const table = {
  name: "account",
  columns: [
    { name: "id", type: "integer", nullable: false },
    { name: "visits", type: "integer", nullable: false },
  ],
  primaryKey: { columns: ["id"] },
};
export const counts = revision("one", [], [{ createTable: table }]);
/** Done twice for a row it counts twice. */
export const counting = revision(
  "two",
  ["one"],
  [{ backfill: { table: "account", set: { visits: "visits + 1" }, batch: { rows: 20, target: "5ms" } }, downgrade: [] }],
);

/** How often rows were counted, and how many of them at all. */
export async function visits(url: string): Promise<Readonly<Record<string, number>> & { readonly done: number }> {
  const [found] = await askRows(
    url,
    "SELECT count(*) FILTER (WHERE visits > 0)::int AS done, count(*)::int AS n, min(visits) AS least, max(visits) AS most FROM account",
  );
  return found as Readonly<Record<string, number>> & { readonly done: number };
}
