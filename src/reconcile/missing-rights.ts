import type { Diagnostic, Severity } from "../core/diagnostic.ts";
import { DatabaseError } from "../core/error.ts";
import type { Stage } from "../instruction/plan.ts";
import type { Position } from "../core/position.ts";
import type { Asking } from "../port/rights.ts";
import { toModel } from "../resource/to-model.ts";
import { entrySettings } from "./desired.ts";
import { placeOfStep } from "./place-of-step.ts";
import type { Run } from "./run.ts";

const code = "right-missing";

/** What the stages need is not granted: only a person can help. */
export class RightsMissingError extends DatabaseError {}

/** What the role may not do of what the stages need, one finding a right; none where the dialect has no rights. */
export async function findMissingRights(run: Run, stages: Iterable<Stage>, severity: Severity): Promise<readonly Diagnostic[]> {
  const missing = (await run.session.rights?.missing(stages)) ?? [];
  const placeOf = missing.some(({ asked }) => asked !== undefined) ? await placesOf(run) : () => undefined;
  return missing.map(({ message, remedy, asked }) => {
    const position = asked && placeOf(asked);
    return { code, severity, message, remedy, ...(position !== undefined && { position }) };
  });
}

/** Where a person wrote what needs a right. What is not declared, and goes, stands nowhere. */
async function placesOf(run: Run): Promise<(asked: Asking) => Position | undefined> {
  const { graph, schemas } = await run.source();
  const ofStep = placeOfStep(graph);
  const ofObject = toModel(schemas, entrySettings(run), run.settings.ignore).placeOf;
  return ({ revision, step, about }) => (revision === null ? about && ofObject(about) : ofStep(revision, step));
}

/** Before the first step, so that no run stops half way for want of a right. @throws RightsMissingError naming all that is missing */
export async function refuseMissingRights(run: Run, stages: Iterable<Stage>): Promise<void> {
  const diagnostics = await findMissingRights(run, stages, "error");
  const [first, ...others] = diagnostics;
  if (first === undefined) return;
  const message =
    others.length === 0
      ? first.message
      : `${first.message}, and ${others.length} more right${others.length === 1 ? " is" : "s are"} missing`;
  throw new RightsMissingError(message, { code, diagnostics });
}
