import type { Statement } from "../../../../instruction/instruction.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { sequenceOptions } from "../../object/sequence.ts";
import { home, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import { sameSequenceAccess } from "../access/access.ts";
import type { Situation } from "../statement/situation.ts";
import { sequenceComment } from "../sequence/serial.ts";
import { lock, statement } from "../statement/statements.ts";

type Column = SchemaObjectOf<"column">;

/** The successor goes on counting where the column stands, by a sequence of the same name, while both are there. None for a column that does not number itself. */
export function moveNumbers(before: Column, after: Column, successor: ObjectRef, situation: Situation): readonly Statement[] {
  const { identity } = after.body;
  if (identity === null) return [];
  const table = home(before.ref);
  const column = quoteIdentifier(successor.name);
  // Whatever it is called: its table may have had another name when it was made.
  const find = `was text := pg_catalog.pg_get_serial_sequence(${quoteLiteral(table)}, ${quoteLiteral(before.ref.name)});`;
  const run = (sql: string, ...values: readonly string[]) =>
    `EXECUTE pg_catalog.format(${[quoteLiteral(sql.replaceAll("%", "%%").replaceAll("%%s", "%s").replaceAll("%%L", "%L")), ...values].join(", ")});`;
  const body =
    identity.mode === "serial"
      ? `DECLARE ${find} BEGIN ${run(`ALTER SEQUENCE %s OWNED BY ${table}.${column}`, "was")} ${run(`ALTER SEQUENCE %s AS ${after.body.type}`, "was")} ` +
        `${run(`ALTER TABLE ${table} ALTER COLUMN ${column} SET DEFAULT nextval(%L::regclass)`, "was")} END`
      : `DECLARE ${find} position bigint; called boolean; BEGIN EXECUTE 'SELECT last_value, is_called FROM ' || was INTO position, called; ` +
        `${run(`ALTER SEQUENCE %s RENAME TO ${quoteIdentifier(makeObjectName(before.ref.parent?.name ?? "", before.ref.name, "old_seq"))}`, "was")} ` +
        `${run(`ALTER TABLE ${table} ALTER COLUMN ${column} ADD GENERATED ${identity.mode === "always" ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY (SEQUENCE NAME %s ${sequenceOptions(identity.sequence)})`, "was")} ` +
        "PERFORM pg_catalog.setval(was::pg_catalog.regclass, position, called); END";
  const comment = identity.comment ?? before.body.identity?.comment;
  const numbered: Column = {
    ...before,
    body: {
      ...before.body,
      identity: {
        ...identity,
        ...(before.body.identity?.name !== undefined && { name: before.body.identity.name }),
        ...(comment !== undefined && { comment }),
      },
    },
  };
  return [
    statement(`DO ${quoteLiteral(body)}`, { locks: [lock(before.ref.parent as ObjectRef, "accessExclusive")] }),
    ...(identity.mode === "serial" ? [] : [...sequenceComment(numbered, undefined), ...sameSequenceAccess(numbered, situation)]),
  ];
}
