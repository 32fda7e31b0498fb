import { showNamed } from "../../port/act.ts";
import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "enum-value-unplaced",
  severity: "note",
  dialects: ["postgresql"],
  happens: "Without BEFORE or AFTER the label comes last, and labels sort in their order.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Whether the order was meant, nobody can tell later, and it can be changed only by making the type anew.",
  instead: "Say `after` or `before`, also where it is to be the last",
  judges: {
    addEnumValue: ({ type, value, placed }, at) =>
      placed || at.isNew(type) ? null : `label ${value} of ${showNamed(type)} comes last because nothing says where`,
  },
  examples: {
    bad: steps("- addEnumValue: { enum: order_state, value: shipped }"),
    good: steps("- addEnumValue: { enum: order_state, value: shipped, after: paid }"),
  },
};
