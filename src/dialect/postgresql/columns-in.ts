import type { Node } from "libpg-query";
import { parse } from "./analyse.ts";
import { nameOf } from "./definition/nodes.ts";

/** What every table has without a word. */
const ofEveryTable: ReadonlySet<string> = new Set(["tableoid", "ctid", "xmin", "xmax", "cmin", "cmax"]);

/** Names that an expression takes for columns of its own table. Nothing of what stands inside of a query, and nothing where it does not parse. */
export function columnsIn(expression: string): readonly string[] {
  const parsed = parse(`SELECT ${expression}\n`);
  return "message" in parsed ? [] : [...bareColumns(parsed.stmts)].filter((name) => !ofEveryTable.has(name));
}

function* bareColumns(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* bareColumns(item);
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      if (key === "SubLink") continue;
      if (key !== "ColumnRef") yield* bareColumns(inner);
      else {
        const { fields } = inner as { readonly fields?: readonly Node[] };
        const name = fields?.length === 1 ? nameOf(fields) : null;
        if (name !== null && name.name !== "") yield name.name;
      }
    }
}
