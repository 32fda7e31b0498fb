import type { Instruction, Lock, LockMode } from "../../../instruction/instruction.ts";
import { lockModes } from "../../../instruction/instruction.ts";
import { qualified, quoteLiteral } from "../quote.ts";

const words: Readonly<Record<LockMode, string>> = {
  accessShare: "ACCESS SHARE",
  rowShare: "ROW SHARE",
  rowExclusive: "ROW EXCLUSIVE",
  shareUpdateExclusive: "SHARE UPDATE EXCLUSIVE",
  share: "SHARE",
  shareRowExclusive: "SHARE ROW EXCLUSIVE",
  exclusive: "EXCLUSIVE",
  accessExclusive: "ACCESS EXCLUSIVE",
};

/** The weakest mode that makes the application wait: below it nobody is stopped, and nothing need be taken first. */
const strong = lockModes.indexOf("share");

/**
 * The strongest mode that the instructions need of each table, by qualified name, in the one order that all runners keep.
 * Tables that the stage itself creates are left out: nobody else can see them yet. So is what a statement locks by itself, where it stands: SQL as written, and whatever alters a foreign table.
 */
export const neededLocks = (instructions: readonly Instruction[]): Locks =>
  strongest(
    instructions.filter((instruction) => !(instruction.kind === "statement" && instruction.asWritten === "yes")),
    ({ taken }) => taken !== "byStatement",
  );

/** The strongest mode that the instructions take of each table, before their work or in it. */
export const strongestLocks = (instructions: readonly Instruction[]): Locks => strongest(instructions, () => true);

type Locks = readonly (readonly [table: string, mode: LockMode])[];

function strongest(instructions: readonly Instruction[], counts: (lock: Lock) => boolean): Locks {
  const found = new Map<string, LockMode>();
  const created = new Set(instructions.flatMap(createdTables));
  for (const { table, mode } of instructions.flatMap(locksOf).filter(counts)) {
    const name = qualified(table);
    if (created.has(name) || lockModes.indexOf(mode) < strong) continue;
    const before = found.get(name);
    if (before === undefined || lockModes.indexOf(mode) > lockModes.indexOf(before)) found.set(name, mode);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Tables that the instructions create or give this name. */
const createdTables = ({ effects }: Instruction): readonly string[] =>
  effects.flatMap((effect) => {
    if (effect.kind !== "object" || effect.after?.kind !== "table") return [];
    const name = qualified(effect.after.ref);
    return effect.before !== null && qualified(effect.before.ref) === name ? [] : [name];
  });

/** Views are left out: a lock on one would reach its base tables. */
const locksOf = (instruction: Instruction): readonly Lock[] =>
  instruction.kind === "statement"
    ? instruction.statements.flatMap(({ locks }) => locks).filter(({ table }) => table.kind === "table")
    : [];

/**
 * Statements that take the locks. What may not be there yet (after SQL whose effect nobody derived), and what a role may refer to without
 * owning it, is locked only where it can be, and else left to its own DDL.
 */
export function lockSql(locks: Locks, instructions: readonly Instruction[]): readonly string[] {
  const opaque = instructions.some(({ effects }) => effects.some(({ kind }) => kind === "opaque"));
  return locks.map(([table, mode]) => {
    const take = `LOCK TABLE ${table} IN ${words[mode]} MODE`;
    if (mode === "accessExclusive" && !opaque) return take;
    const may = `c.oid = pg_catalog.to_regclass(${quoteLiteral(table)}) AND c.relkind IN ('r', 'p') AND pg_catalog.pg_has_role(c.relowner, 'USAGE')`;
    return doBlock(`IF EXISTS (SELECT FROM pg_catalog.pg_class c WHERE ${may}) THEN ${take}; END IF;`);
  });
}

/** An anonymous block whose quotes cannot be ended by what it holds. */
export function doBlock(body: string): string {
  let tag = "$keelson$";
  for (let count = 1; body.includes(tag); count++) tag = `$keelson${count}$`;
  return `DO ${tag} BEGIN ${body} END ${tag}`;
}
