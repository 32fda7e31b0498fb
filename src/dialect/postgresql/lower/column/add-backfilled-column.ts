import type { Instruction } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { sameRef, type ObjectRef } from "../../../../model/ref.ts";
import { home, quoteIdentifier } from "../../quote.ts";
import { addChecked } from "../constraint/add-checked.ts";
import { isConstant } from "../statement/constant.ts";
import { lowerData } from "../rows/data.ts";
import { lowerObject } from "../lives.ts";
import { notNullCheck, takeOverCheck } from "../constraint/not-null.ts";
import { inTransaction, lock, statement } from "../statement/statements.ts";
import { effect, type RunStrategy } from "../statement/strategy.ts";

/**
 * Add a column, backfill it, make it NOT NULL: seen together, rows that a running application writes meanwhile get the same value by a
 * temporary default, so that the last step cannot fail on them.
 */
export const addBackfilledColumn: RunStrategy = (changes, from, situation) => {
  const fill = changes[from + 1];
  if (fill?.kind !== "data" || fill.data.step !== "backfill") return null;
  const [add, require] = [changes[from], changes[from + 2]];
  if (add?.kind !== "object" || add.before !== null || add.after?.kind !== "column") return null;
  const column = add.after;
  const table = column.ref.parent as ObjectRef;
  if (!column.body.nullable || column.body.default !== null || column.body.generated !== null || !situation.online(table)) return null;
  if (!sameRef(fill.data.table, table)) return null;
  const value = fill.data.set[column.ref.name];
  if (value === undefined || !isConstant(value) || mentionsColumns(value)) return null;
  if (
    require?.kind !== "object" ||
    require.before?.kind !== "column" ||
    require.after?.kind !== "column" ||
    !sameRef(require.after.ref, column.ref) ||
    !sameRef(require.before.ref, column.ref)
  )
    return null;
  const wanted = require.after;
  if (wanted.body.nullable || wanted.body.default !== null || wanted.body.type !== column.body.type) return null;

  const defaulted: SchemaObjectOf<"column"> = { ...column, body: { ...column.body, default: { text: value, form: "written" } } };
  const required: SchemaObjectOf<"column"> = { ...defaulted, body: { ...defaulted.body, nullable: false } };
  const check = notNullCheck({ ref: column.ref, type: column.body.type }, situation.model);
  const alter = (how: string) =>
    statement(`ALTER TABLE ${home(column.ref)} ALTER COLUMN ${quoteIdentifier(column.ref.name)} ${how}`, {
      locks: [lock(table, "accessExclusive")],
    });

  const added = [...lowerObject(add, situation), inTransaction([alter(`SET DEFAULT ${value}`)], [effect(column, defaulted)])];
  const ready = situation.after(effectsOf(added));
  const [unchecked, ...checked] = addChecked(check, effect(null, check), ready);
  const filled = lowerData(fill, ready);
  const instructions: readonly Instruction[] = [
    ...added,
    ...(unchecked === undefined ? [] : [unchecked]),
    ...filled,
    ...checked,
    takeOverCheck(defaulted, required, check),
    inTransaction([alter("DROP DEFAULT")], [effect(required, wanted)]),
  ];
  return { consumed: 3, instructions };
};

const effectsOf = (instructions: readonly Instruction[]) => instructions.flatMap(({ effects }) => effects);

/** A default can use no column: what looks like a name outside of text and calls is one. */
const mentionsColumns = (sql: string): boolean => {
  const bare = sql.replace(/E'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'/gis, "").replace(/::\s*[\w."]+(\s+[a-z]+)*/gi, "");
  return [...bare.matchAll(/[\p{L}_"][\p{L}\p{N}_$"]*/gu)].some(
    ([name]) => !/^(null|true|false|now|current_date|current_timestamp|localtimestamp|interval|date|timestamp|array)$/i.test(name),
  );
};
