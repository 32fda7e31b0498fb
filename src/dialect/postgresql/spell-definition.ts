import type { SchemaObjectOf } from "../../model/object.ts";
import type { ObjectRef } from "../../model/ref.ts";
import { quoteLiteral } from "./quote.ts";
import type { Spelling } from "./spelling.ts";
import { temporaryName } from "./temporary-twin.ts";

type Asked = Pick<Spelling, "table" | "schema" | "text">;
const probe = "keelson_question";

/** A routine among the temporary ones, where nobody finds it by name alone. */
export const spellRoutine = ({ kind }: SchemaObjectOf<"function"> | SchemaObjectOf<"procedure">, asked: Asked): Spelling => ({
  ...asked,
  create: (text) => `CREATE ${kind.toUpperCase()} pg_temp.${probe}${text.startsWith("(") ? "" : " "}${text}`,
  read: `SELECT regexp_replace(pg_get_functiondef(oid), '^CREATE OR REPLACE [A-Z]+ [^(]*', '') FROM pg_proc WHERE pronamespace = pg_my_temp_schema() AND proname = '${probe}'`,
});

/** Statistics of the temporary twin of their table, which stands at the end of their text. */
export const spellStatistics = (table: ObjectRef, asked: Omit<Asked, "table">): Spelling => ({
  ...asked,
  table,
  create: (text) => `CREATE STATISTICS pg_temp.${probe} ${text.replace(/\bFROM\s[^()]*$/i, () => `FROM ${temporaryName(table)}`)}`,
  read: `SELECT regexp_replace(pg_get_statisticsobjdef(oid), '^CREATE STATISTICS [^ ]+ ', '') FROM pg_statistic_ext WHERE stxnamespace = pg_my_temp_schema() AND stxname = '${probe}'`,
});

/** A trigger or rule on the temporary twin of its table or view. */
export function spellFiring(object: SchemaObjectOf<"trigger"> | SchemaObjectOf<"rule">, asked: Asked): Spelling {
  const twin = temporaryName(object.ref.parent as ObjectRef);
  const relation = `${quoteLiteral(twin)}::regclass`;
  const { event } = object.body;
  if (object.kind === "rule")
    return {
      ...asked,
      create: (action) => `CREATE RULE ${probe} AS ON ${event} TO ${twin} ${action}`,
      read: `SELECT pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = ${relation} AND rulename = '${probe}'`,
    };
  const word = object.body.constraint ? "CONSTRAINT TRIGGER" : "TRIGGER";
  return {
    ...asked,
    create: (action) => `CREATE ${word} ${probe} ${event} ON ${twin} ${action}`,
    read: `SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = ${relation} AND tgname = '${probe}'`,
  };
}
