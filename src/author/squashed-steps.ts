import { posix } from "node:path";
import type { When } from "../model/kind/when.shape.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { StepEntry } from "../resource/shape/revision.shape.ts";
import { AuthoringError } from "./authoring-errors.ts";

/** The steps of one revision, as they stand in the one that replaces it. */
export interface Segment {
  readonly member: string;
  readonly steps: readonly StepEntry[];
}

export interface SquashedPlace {
  /** The last one's `verify` stays what it is; that of the others becomes a step, asked at the same moment as before. */
  readonly verify: "afterwards" | "asStep";
  /** Folder of the new document, spelled as the old one's path is. */
  readonly folder: string;
}

/** Moves what a revision says as a whole (its condition, its way down, its verification) to its steps. @throws AuthoringError */
export function squashedSteps(member: RevisionResource, { verify, folder }: SquashedPlace): Segment {
  const { id, spec, when, origin } = member;
  const from = posix.dirname(origin.file);
  const relocate = (steps: readonly StepEntry[]): StepEntry[] => steps.map((step) => relocated(step, from, folder));
  const upgrade = withWayDown(id, relocate(spec.upgrade ?? []), spec.downgrade === undefined ? undefined : relocate(spec.downgrade));
  const asserts: StepEntry[] =
    verify === "afterwards" ? [] : member.verify.map(({ name, query, expect }) => ({ assert: { query, expect, message: name ?? query } }));
  const steps: StepEntry[] = [...upgrade, ...asserts];
  if (when === undefined) return { member: id, steps };
  if (!isStatic(when))
    throw new AuthoringError(
      "squash-live-condition",
      `the condition of ${id} is asked of the database`,
      "Leave it out of the range: its answer would change between its steps",
    );
  return { member: id, steps: steps.map((step) => ({ ...step, when: step.when === undefined ? when : { all: [when, step.when] } })) };
}

/** The whole way down goes to the last step, which is undone first; the others have nothing left to undo. */
function withWayDown(id: string, upgrade: readonly StepEntry[], downgrade: readonly StepEntry[] | undefined): readonly StepEntry[] {
  if (downgrade === undefined) return upgrade;
  const last = upgrade.at(-1);
  if (downgrade.length > 0 && (last === undefined || last.when !== undefined))
    throw new AuthoringError(
      "squash-way-down",
      `the way down of ${id} belongs to no single step`,
      "Write it beside its steps as `downgrade`, or leave the revision out of the range",
    );
  return upgrade.map((step) => ({ ...step, downgrade: step === last ? [...downgrade] : [] }));
}

const isStatic = ({ exists, missing, query, all = [], any = [], not }: When): boolean =>
  exists === undefined &&
  missing === undefined &&
  query === undefined &&
  [...all, ...any, ...(not === undefined ? [] : [not])].every(isStatic);

/** Files are named relative to the document, so that they are named anew where it moves. */
function relocated(step: StepEntry, from: string, to: string): StepEntry {
  const down = step.downgrade === undefined ? {} : { downgrade: step.downgrade.map((below) => relocated(below, from, to)) };
  return step.sql === undefined ? { ...step, ...down } : { ...step, ...down, sql: relocatedSql(step.sql, from, to) };
}

function relocatedSql<T extends { file?: string; dialects?: Record<string, { file?: string }> }>(sql: T, from: string, to: string): T {
  const moved = <F extends { file?: string }>(holder: F): F =>
    holder.file === undefined ? holder : { ...holder, file: posix.relative(to, posix.join(from, holder.file)) };
  if (sql.dialects === undefined) return moved(sql);
  return moved({ ...sql, dialects: Object.fromEntries(Object.entries(sql.dialects).map(([dialect, own]) => [dialect, moved(own)])) });
}
