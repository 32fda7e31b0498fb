import { steps } from "../example.ts";
import { heavy } from "../fact/heavy-hazards.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "no-online-form",
  severity: "warning",
  dialects: ["postgresql"],
  sources: ["operation"],
  happens: "The operation cannot be done beside a running application: it locks the table for as long as it reads or writes all of it.",
  versions: "PostgreSQL 14 to 18, as far as each can.",
  matters: "The plan shows the lock and the time that live statistics suggest; whoever uses the table waits that long.",
  instead: "Add a new column or table, fill it in batches, and change over; or let it run in a window of `spec.schedule`",
  judges: {
    operate: ({ operation }, at) => heavy(at.hazards, operation),
  },
  examples: {
    bad: steps("- addColumn: { table: users, column: { name: nr, type: bigint, identity: always } }"),
    good: steps("- addColumn: { table: users, column: { name: nr, type: bigint } }"),
  },
};
