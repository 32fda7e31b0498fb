import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "security-definer-search-path",
  severity: "error",
  dialects: ["postgresql"],
  happens: "A function with the rights of its owner looks names up along the search path of whoever calls it.",
  versions: "PostgreSQL 14 to 18.",
  matters:
    "The caller puts a table or an operator of the same name into a schema of their own, and the function runs it with the owner's rights.",
  instead: "Say SET search_path = pg_catalog, pg_temp at the function, and the schema of each name inside of it",
  judges: {
    createRoutine: ({ name, rights, pinsSearchPath }) =>
      rights === "definer" && !pinsSearchPath ? `function ${name} runs with its owner's rights along its caller's search path` : null,
  },
  examples: {
    bad: sql("CREATE FUNCTION secret() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"),
    good: sql("CREATE FUNCTION secret() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT 1'"),
  },
};
