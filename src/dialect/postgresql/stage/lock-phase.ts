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
 * Tables that the stage itself creates are left out: nobody else can see them yet.
 */
export function neededLocks(instructions: readonly Instruction[]): readonly (readonly [table: string, mode: LockMode])[] {
  const strongest = new Map<string, LockMode>();
  const created = new Set(instructions.flatMap(createdTables));
  for (const { table, mode } of instructions.flatMap(locksOf)) {
    const name = qualified(table);
    if (created.has(name) || lockModes.indexOf(mode) < strong) continue;
    const before = strongest.get(name);
    if (before === undefined || lockModes.indexOf(mode) > lockModes.indexOf(before)) strongest.set(name, mode);
  }
  return [...strongest].sort(([a], [b]) => (a < b ? -1 : 1));
}

const createdTables = ({ effects }: Instruction): readonly string[] =>
  effects.flatMap((effect) => (effect.kind === "object" && effect.before === null && effect.after?.kind === "table" ? [qualified(effect.after.ref)] : []));

const locksOf = (instruction: Instruction): readonly Lock[] => (instruction.kind === "statement" ? instruction.statements.flatMap(({ locks }) => locks) : []);

/**
 * One statement that takes the locks at once. What does not exist yet, views (their base tables would be locked), sequences
 * and tables of others are left to their own DDL.
 */
export function lockSql(locks: readonly (readonly [table: string, mode: LockMode])[]): string {
  const takes = locks.map(
    ([table, mode]) =>
      `IF EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(table)}) AND c.relkind IN ('r', 'p') AND pg_catalog.pg_has_role(c.relowner, 'USAGE')) ` +
      `THEN LOCK TABLE ${table} IN ${words[mode]} MODE; END IF;`,
  );
  return doBlock(takes.join(" "));
}

/** An anonymous block whose quotes cannot be ended by what it holds. */
export function doBlock(body: string): string {
  let tag = "$keelson$";
  for (let count = 1; body.includes(tag); count++) tag = `$keelson${count}$`;
  return `DO ${tag} BEGIN ${body} END ${tag}`;
}
