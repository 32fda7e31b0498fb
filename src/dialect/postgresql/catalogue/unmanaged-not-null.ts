import type { UnmanagedQuery } from "./unmanaged-objects.ts";

/** From 18 on, which has constraints of this kind. */
const notNull = (where: string, reason: string): UnmanagedQuery => `
  SELECT 'constraint', m.nspname || '.' || m.relname || '.' || k.conname || ' (not null)', '${reason}'
  FROM managed m JOIN pg_constraint k ON k.conrelid = m.oid WHERE k.contype = 'n' AND k.conparentid = 0 AND m.relkind IN ('r', 'p', 'f') AND ${where}`;

const ofColumn = (field: string): string => `(SELECT a.${field} FROM pg_attribute a WHERE a.attrelid = m.oid AND a.attnum = k.conkey[1])`;

const isCalledAsAbove =
  "EXISTS (SELECT FROM pg_inherits h JOIN pg_constraint hk ON hk.conrelid = h.inhparent AND hk.contype = 'n' AND hk.conname = k.conname WHERE h.inhrelid = m.oid)";

const isUnusual = `(NOT k.convalidated OR k.connoinherit OR NOT m.relispartition AND octet_length(k.conname) < 63 AND k.conname <> m.relname || '_' || ${ofColumn("attname")} || '_not_null')`;

const isHeir = "NOT m.relispartition AND m.oid IN (SELECT inhrelid FROM pg_inherits)";

const ofItsOwn = "a NOT NULL constraint with a name or properties of its own is not managed yet";

/** What a table that comes below another one has of its own in a NOT NULL, or has not, and no document says. */
export const unmanagedNotNull: readonly UnmanagedQuery[] = [
  // A partition may have the name of its table's as well: it depends on whether it was made as a partition or attached.
  notNull(`(m.relispartition OR NOT k.conislocal) AND NOT (${isCalledAsAbove}) AND ${isUnusual}`, ofItsOwn),
  notNull(`k.conislocal AND ${isHeir} AND NOT ${ofColumn("attislocal")} AND NOT (${isCalledAsAbove}) AND ${isUnusual}`, ofItsOwn),
  notNull(
    `NOT k.conislocal AND ${isHeir} AND ${ofColumn("attislocal")}`,
    "a NOT NULL from above alone, on a column of its own, is not managed yet: where the table is made, it has one of its own",
  ),
];
