import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "enum-value-dropped",
  severity: "warning",
  dialects: "all",
  happens: "The enum is made anew without the label, and every table that uses it is converted.",
  versions: "PostgreSQL 14 to 18; SQLite by rebuilding the tables.",
  matters: "The application that runs now may still write the label.",
  instead: "Make sure that nothing writes it; drop it in a revision of `phase: contract`",
  judges: {
    drop: ({ what, name }) =>
      what !== "enum value"
        ? null
        : `label ${name.name}${name.schema === undefined ? "" : ` of ${name.schema}`} is taken away: what writes it fails`,
  },
  examples: {
    bad: steps("- dropEnumValue: { enum: order_state, value: paid, replaceWith: new }"),
    good: steps("- addEnumValue: { enum: order_state, value: shipped, after: paid }"),
  },
};
