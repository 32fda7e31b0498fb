import type { Diagnostic } from "../core/diagnostic.ts";
import type { EntrySettings } from "../model/entry/entry-context.ts";
import { OperationError } from "../operation/operation-error.ts";
import { forDialect } from "../operation/patch-entry.ts";
import { statementsOfSql } from "../operation/sql.ts";
import type { SqlArguments } from "../operation/sql.shape.ts";
import type { FieldPath } from "../resource/path.ts";
import { placeIn } from "../resource/position-of.ts";
import type { RevisionResource, RevisionStep } from "../resource/resource.ts";
import { judgeUnseen } from "./judge-when.ts";

type Conditional = Pick<RevisionStep, "when">;

/** What is wrong with the plain SQL of steps that may run in this dialect, whose grammar must be ready. */
export const checkSql = (revisions: readonly RevisionResource[], settings: EntrySettings): Diagnostic[] =>
  mayRun(revisions, settings).flatMap((revision) =>
    (["upgrade", "downgrade"] as const).flatMap((key) => checkSteps(revision, revision[key] ?? [], ["spec", key], settings)),
  );

const checkSteps = (revision: RevisionResource, steps: readonly RevisionStep[], path: FieldPath, settings: EntrySettings): Diagnostic[] =>
  mayRun(steps, settings).flatMap((step) => {
    const at = [...path, step.index];
    return [...checkStep(revision, step, at, settings), ...checkSteps(revision, step.downgrade ?? [], [...at, "downgrade"], settings)];
  });

const mayRun = <T extends Conditional>(all: readonly T[], settings: EntrySettings): readonly T[] =>
  all.filter(({ when }) => when === undefined || judgeUnseen(when, settings) !== "no");

function checkStep(
  revision: RevisionResource,
  { operation, args, position }: RevisionStep,
  path: FieldPath,
  { grammar }: EntrySettings,
): readonly Diagnostic[] {
  // A file that could not be read was told when that was tried.
  if (operation !== "sql" || forDialect(args as SqlArguments, grammar.dialect).file !== undefined) return [];
  try {
    statementsOfSql(args as SqlArguments, {
      grammar,
      position,
      placeOf: (below, inside) => placeIn(revision, [...path, operation, ...below], inside),
    });
    return [];
  } catch (error) {
    if (error instanceof OperationError) return error.diagnostics;
    throw error;
  }
}
