import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "enum-value-renamed",
  severity: "warning",
  dialects: ["postgresql"],
  happens: "The old label is unknown from now on, in every row, literal and function body.",
  versions: "PostgreSQL 14 to 18.",
  matters: "The application that runs now writes and compares the old label.",
  instead: "Add the new label with `addEnumValue`, move the rows with `backfill`, and drop the old one with `dropEnumValue` later",
  judges: {
    rename: ({ what, of, from, to }, at) =>
      what !== "enum value" || (of !== null && at.isNew(of))
        ? null
        : `label ${from.name} becomes ${to} at once: what writes the old one fails`,
  },
  examples: {
    bad: steps("- renameEnumValue: { enum: order_state, from: paid, to: settled }"),
    good: steps("- addEnumValue: { enum: order_state, value: settled, after: paid }"),
  },
};
