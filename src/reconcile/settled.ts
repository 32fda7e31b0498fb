import { digestValue, type Digest } from "../core/digest.ts";
import type { Observation } from "../port/session.ts";
import type { Run } from "./run.ts";

/**
 * What a complete run remembers and the next one compares: the bytes of the source, what the Database says, and where the journal stands.
 * Moving the heads by other means (downgrade, stamp) makes it another one.
 */
export const settledDigest = (run: Run, source: Digest, heads: readonly string[]): Digest => {
  const { target, mode, prune, ignore, schemas, environment, variables, contractAfter } = run.settings;
  return digestValue({ source, heads: [...heads].sort(), target, mode, prune, ignore, schemas, environment, variables, contractAfter });
};

/** Whether nothing can have changed since the last complete run: decided from one round trip, without parsing a document. */
export const isSettled = (run: Run, source: Digest, observation: Observation): boolean =>
  observation.journal === "present" &&
  !observation.unfinished &&
  observation.journalMark !== null &&
  observation.journalMark === observation.catalogueMark &&
  observation.sourceDigest === settledDigest(run, source, observation.heads);
