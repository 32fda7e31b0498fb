import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "validated-in-same-transaction",
  severity: "error",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`VALIDATE CONSTRAINT` in the transaction that added the constraint reads the table under the lock that adding it took.",
  versions: "PostgreSQL 14 to 18.",
  matters: "`NOT VALID` gains nothing then: the lock stays until the transaction ends, and the scan lies in it.",
  instead: "Use `addConstraint`, which validates in a later transaction; or put VALIDATE into a later revision",
  judges: {
    validateConstraint: (act, at) =>
      at.together.some((other) => other.kind === "addConstraint" && other.name === act.name && other.table.name === act.table.name) &&
      !at.isNew(act.table)
        ? `constraint ${act.name} is validated in the transaction that adds it, under its lock on ${at.describe(act.table)}`
        : null,
  },
  examples: {
    bad: sql(`ALTER TABLE users ADD CONSTRAINT users_email_check CHECK (email <> '') NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT users_email_check`),
    good: sql("ALTER TABLE users ADD CONSTRAINT users_email_check CHECK (email <> '') NOT VALID"),
  },
};
