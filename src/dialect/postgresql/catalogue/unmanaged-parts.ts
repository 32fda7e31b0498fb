import { commented } from "./described.ts";
import { managedTrigger } from "./firings.ts";
import type { UnmanagedQuery } from "./unmanaged-objects.ts";

/** A comment on something that has no entry of its own to say it in: (kind, name below the relation, catalogue and oid). */
const commentOn = (kind: string, name: string, from: string, oid: string, catalogue: string, where: string): UnmanagedQuery => `
  SELECT '${kind}', m.nspname || '.' || m.relname || '.' || ${name} || ' (comment)', 'comments on these are not managed yet'
  FROM managed m JOIN ${from} ${commented(catalogue, oid)} WHERE ${where}`;

/** Somebody began to detach it and was interrupted. */
const detaching: UnmanagedQuery = `
  SELECT 'table', m.nspname || '.' || m.relname || ' (detach pending)', 'ALTER TABLE … DETACH PARTITION … FINALIZE ends what was begun'
  FROM managed m JOIN pg_inherits i ON i.inhrelid = m.oid WHERE i.inhdetachpending`;

/** A trigger that the server made for a key, and somebody disabled. */
const keyTriggers: UnmanagedQuery = `
  SELECT 'constraint', m.nspname || '.' || m.relname || '.' || k.conname || ' (enabled)', 'triggers of a key that are enabled otherwise than it makes them are not managed yet'
  FROM managed m JOIN pg_trigger t ON t.tgrelid = m.oid JOIN pg_constraint k ON k.oid = t.tgconstraint
  WHERE t.tgisinternal AND t.tgenabled <> 'O' GROUP BY m.nspname, m.relname, k.conname`;

const excludedColumns: UnmanagedQuery = `
  SELECT 'constraint', m.nspname || '.' || m.relname || '.' || k.conname || ' (include)', 'further columns of an exclusion constraint are not managed yet'
  FROM managed m JOIN pg_constraint k ON k.conrelid = m.oid JOIN pg_index i ON i.indexrelid = k.conindid WHERE k.contype = 'x' AND i.indnatts > i.indnkeyatts`;

/** Facts about parts of managed objects, where the part itself is nothing that a document has an entry for. */
export const unmanagedParts: readonly UnmanagedQuery[] = [
  commentOn(
    "index",
    "c.relname",
    "pg_constraint k ON k.conrelid = m.oid JOIN pg_class c ON c.oid = k.conindid",
    "c.oid",
    "pg_class",
    "k.contype IN ('p', 'u', 'x')",
  ),
  commentOn(
    "constraint",
    "k.conname",
    "pg_constraint k ON k.conrelid = m.oid",
    "k.oid",
    "pg_constraint",
    "k.contype = 'n' AND (m.relispartition OR NOT k.conislocal) OR k.conparentid <> 0 OR m.relispartition AND k.coninhcount > 0",
  ),
  commentOn("trigger", "t.tgname", "pg_trigger t ON t.tgrelid = m.oid", "t.oid", "pg_trigger", `NOT (${managedTrigger("t")})`),
  commentOn(
    "index",
    "c.relname",
    "pg_index i ON i.indrelid = m.oid JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_inherits h ON h.inhrelid = c.oid",
    "c.oid",
    "pg_class",
    "true",
  ),
  excludedColumns,
  detaching,
  keyTriggers,
];
