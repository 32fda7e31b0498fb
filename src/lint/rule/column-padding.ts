import { steps } from "../example.ts";
import { wasted } from "../fact/column-padding-of.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "column-padding",
  severity: "off",
  dialects: ["postgresql"],
  happens: "Columns of different alignment stand in an order that leaves gaps in each row.",
  versions: "PostgreSQL 14 to 18.",
  matters: "A table of a hundred million rows may be a tenth larger than it need be.",
  instead: "Put columns of eight bytes first, then those of four, two and one, then those of any length",
  judges: {
    define: ({ object }, at) => (object.kind === "table" && object.body.foreign === undefined ? wasted(object.ref, at) : null),
  },
  examples: {
    bad: steps(
      "- createTable: { name: logs, columns: [ { name: a, type: boolean }, { name: id, type: bigint }, { name: b, type: boolean }, { name: at, type: timestamptz } ], primaryKey: { columns: [id] } }",
    ),
    good: steps(
      "- createTable: { name: logs, columns: [ { name: id, type: bigint }, { name: at, type: timestamptz }, { name: a, type: boolean }, { name: b, type: boolean } ], primaryKey: { columns: [id] } }",
    ),
  },
};
