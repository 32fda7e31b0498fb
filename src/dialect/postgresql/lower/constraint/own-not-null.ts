import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { impliedNotNull } from "../../../../model/naming.ts";
import { home, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import { lock, statement } from "../statement/statements.ts";

type Column = SchemaObjectOf<"column">;

const alterTable = ({ ref }: Column, how: string): string => `ALTER TABLE ${home(ref)} ${how}`;
const locksOf = ({ ref }: Column) => ({ locks: [lock(ref.parent as ObjectRef, "accessExclusive")] });
const notNullName = ({ ref, body }: Column): string => body.notNull?.name ?? impliedNotNull(ref);

/** NOT NULL as it is added to a column that is there. */
export const addNotNull = (column: Column, validity: "" | " NOT VALID"): string =>
  alterTable(
    column,
    `ADD CONSTRAINT ${quoteIdentifier(notNullName(column))} NOT NULL ${quoteIdentifier(column.ref.name)}${column.body.notNull?.noInherit === true ? " NO INHERIT" : ""}${validity}`,
  );

/** What of NOT NULL a new column cannot say itself: that nobody has checked it, and its comment. */
export function newNotNull(column: Column): readonly Statement[] {
  const { notNull } = column.body;
  if (notNull === undefined) return [];
  return [
    ...(notNull.notValid === true ? [statement(addNotNull(column, " NOT VALID"), locksOf(column))] : []),
    ...(notNull.comment === undefined ? [] : [commented(column, notNull.comment)]),
  ];
}

const isThere = ({ body }: Column): boolean => !body.nullable || body.notNull?.notValid === true;

/** What becomes of the NOT NULL of a column that does not begin to be it. One that was checked cannot be made unchecked. */
export function changedNotNull(before: Column, after: Column): readonly Statement[] {
  const drop = statement(alterTable(after, `ALTER COLUMN ${quoteIdentifier(after.ref.name)} DROP NOT NULL`), locksOf(after));
  if (!isThere(after)) return isThere(before) ? [drop] : [];
  if (!isThere(before)) return newNotNull(after);
  return after.body.nullable && !before.body.nullable ? [drop, ...newNotNull(after)] : ownNotNull(before, after);
}

/** What differs of a NOT NULL that stays: its name, who gets it, and its comment. */
export function ownNotNull(before: Column, after: Column): readonly Statement[] {
  const [old, now] = [before.body.notNull ?? {}, after.body.notNull ?? {}];
  return [
    ...(old.name === now.name ? [] : [renamed(after)]),
    ...(old.noInherit === now.noInherit
      ? []
      : [
          statement(
            alterTable(
              after,
              `ALTER CONSTRAINT ${quoteIdentifier(notNullName(after))} ${now.noInherit === true ? "NO INHERIT" : "INHERIT"}`,
            ),
            locksOf(after),
          ),
        ]),
    ...((old.comment ?? "") === (now.comment ?? "") ? [] : [commented(after, now.comment ?? "")]),
  ];
}

/** By way of the column: what its NOT NULL is called by now only the server knows. */
function renamed(column: Column): Statement {
  const found =
    `SELECT k.conname INTO former FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] ` +
    `WHERE k.conrelid = ${quoteLiteral(home(column.ref))}::pg_catalog.regclass AND k.contype = 'n' AND a.attname = ${quoteLiteral(column.ref.name)}`;
  const rename = `EXECUTE pg_catalog.format(${quoteLiteral(`ALTER TABLE ${home(column.ref).replaceAll("%", "%%")} RENAME CONSTRAINT %I TO %I`)}, former, ${quoteLiteral(notNullName(column))});`;
  return statement(
    `DO ${quoteLiteral(`DECLARE former name; BEGIN ${found}; IF former <> ${quoteLiteral(notNullName(column))} THEN ${rename} END IF; END`)}`,
    locksOf(column),
  );
}

const commented = (column: Column, text: string): Statement =>
  statement(
    `COMMENT ON CONSTRAINT ${quoteIdentifier(notNullName(column))} ON ${home(column.ref)} IS ${text === "" ? "NULL" : quoteLiteral(text)}`,
  );
