import type { Diagnostic, Severity } from "../core/diagnostic.ts";
import { DatabaseError } from "../core/error.ts";
import type { Stage } from "../instruction/plan.ts";
import type { Run } from "./run.ts";

const code = "right-missing";

/** What the stages need is not granted: only a person can help. */
export class RightsMissingError extends DatabaseError {}

/** What the role may not do of what the stages need, one finding a right; none where the dialect has no rights. */
export async function findMissingRights(run: Run, stages: Iterable<Stage>, severity: Severity): Promise<readonly Diagnostic[]> {
  const missing = (await run.session.rights?.missing(stages)) ?? [];
  const isPlaced = missing.some(({ asked }) => asked !== undefined);
  // To find the place reads the documents again: only where there is something to tell.
  const placeOf = isPlaced ? await (await import("./places-of-askings.ts")).placesOfAskings(run) : () => undefined;
  return missing.map(({ message, remedy, asked }) => {
    const position = asked && placeOf(asked);
    return { code, severity, message, remedy, ...(position !== undefined && { position }) };
  });
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
