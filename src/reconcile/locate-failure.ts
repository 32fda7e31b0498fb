import type { Diagnostic } from "../core/diagnostic.ts";
import { DowngradeError, UpgradeError } from "../core/error.ts";
import type { Position } from "../core/position.ts";
import { DifferenceError } from "../execute/difference-failure.ts";
import { failedStep } from "../execute/failed-step.ts";
import { VerificationError } from "../execute/run-stages.ts";
import type { RevisionWalk, Stage } from "../instruction/plan.ts";
import { statementsOf } from "../plan/statements.ts";
import { StageError } from "../port/stage-error.ts";
import { fieldInStatement } from "../resource/field-in-statement.ts";
import type { FieldPath } from "../resource/path.ts";
import { placeIn } from "../resource/position-of.ts";
import type { Resource, RevisionResource } from "../resource/resource.ts";
import type { Verification } from "../resource/shape/revision.shape.ts";
import { type SqlFieldsRequest, sqlFields } from "../resource/sql-fields.ts";
import { toModel } from "../resource/to-model.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { stepId } from "../revision/step-id.ts";
import { entrySettings } from "./desired.ts";
import { placeOfStep } from "./place-of-step.ts";
import type { Run } from "./run.ts";

/** Where a run was when it failed. */
export interface FailurePlace {
  readonly walk: RevisionWalk;
  readonly stage: number;
}

/** The same error with the line that a person wrote: the character of the SQL field that the server points at, else the step or entry, else the revision. */
export async function locateFailure(
  error: unknown,
  place: FailurePlace | undefined,
  graph: RevisionGraph<RevisionResource>,
  run: Run,
): Promise<unknown> {
  if (error instanceof DifferenceError) return locateDifference(error, run);
  if (place === undefined || !(error instanceof UpgradeError || error instanceof DowngradeError)) return error;
  const stage = place.walk.stages[place.stage];
  const step = failedStep(error.cause, stage);
  const revision = graph.get(place.walk.revision);
  const position =
    placeInVerify(error.cause, revision, stage) ??
    placeInStep(error.cause, revision, step, run) ??
    placeOfStep(graph)(place.walk.revision, step);
  if (position === undefined) return error;
  const said: readonly Diagnostic[] =
    error.diagnostics.length > 0
      ? error.diagnostics
      : [{ code: error.code, severity: "error", message: error.message, remedy: "Mend the step or the data, then run again" }];
  const Located = error instanceof UpgradeError ? UpgradeError : DowngradeError;
  const { code, retryable, exitCode, cause } = error;
  return new Located(error.message, { code, diagnostics: at(said, position), retryable, exitCode, cause });
}

/** The check behind the steps that did not hold, or could not be asked. */
function placeInVerify(error: unknown, revision: RevisionResource | undefined, stage: Stage | undefined): Position | undefined {
  if (revision === undefined) return undefined;
  const check = error instanceof VerificationError ? error.check : askedCheck(error, revision, stage);
  return check < 0 ? undefined : placeIn(revision, ["spec", "verify", check, "query"]);
}

/** By its text: a dialect may ask it inside of a statement of its own. -1 where it is a statement of the stage, or none. */
function askedCheck(error: unknown, { verify }: RevisionResource, stage: Stage | undefined): number {
  const asked = error instanceof StageError ? error.statement : null;
  const isOfStep = stage?.instructions.some((instruction) => statementsOf(instruction).some(({ sql }) => sql === asked)) === true;
  if (asked === null || isOfStep) return -1;
  const bare = ({ query }: Verification): string => query.trim().replace(/;$/, "");
  // One may be the beginning of another.
  const [found] = verify.filter((each) => asked.includes(bare(each))).sort((a, b) => bare(b).length - bare(a).length);
  return found === undefined ? -1 : verify.indexOf(found);
}

function placeInStep(error: unknown, revision: RevisionResource | undefined, step: string | undefined, run: Run): Position | undefined {
  const found = revision?.upgrade.find((each) => stepId(each) === step);
  if (revision === undefined || found === undefined) return undefined;
  return placeInSql(error, revision, { value: found.args, path: ["spec", "upgrade", found.index, found.operation] }, run);
}

/** The entry of the Schema that declares it. What is not declared, and goes, stands nowhere. */
async function locateDifference(error: DifferenceError, run: Run): Promise<unknown> {
  const { about } = error;
  if (about === undefined) return error;
  const { schemas } = await run.source();
  await run.options.dialect.grammar.ready();
  const { entryOf, placeOf } = toModel(schemas, entrySettings(run));
  const entry = entryOf(about);
  const position =
    (entry === undefined
      ? undefined
      : placeInSql(error, entry.resource, { value: entry.resource.spec, path: ["spec"], below: entry.path }, run)) ?? placeOf(about);
  if (position === undefined) return error;
  return new DifferenceError(error.message, { ...error.traits, about, diagnostics: at(error.diagnostics, position) });
}

interface Written {
  readonly value: unknown;
  readonly path: FieldPath;
  /** Where among the fields of the value it stands; everywhere where absent. */
  readonly below?: FieldPath;
}

function placeInSql(
  error: unknown,
  resource: Resource,
  { value, path, below = [] }: Written,
  { options: { dialect } }: Run,
): Position | undefined {
  if (!(error instanceof StageError) || error.statement === null || error.offset === null) return undefined;
  const request: SqlFieldsRequest = { dialect: dialect.name, excludes: () => false };
  const fields = sqlFields(value, path.length === 1 ? "spec" : "fields", path, request).filter((field) =>
    below.every((part, index) => field.path[index] === part),
  );
  const field = fieldInStatement(fields, error.statement, error.offset);
  return field && placeIn(resource, field.path, field);
}

const at = (diagnostics: readonly Diagnostic[], position: Position): readonly Diagnostic[] =>
  diagnostics.map((each) => ({ ...each, position: each.position ?? position }));
