import { ExitCode } from "../../core/error.ts";
import type { Diagnostic } from "../../core/diagnostic.ts";
import type { Condition } from "../../status/condition.ts";
import { type Situation, standings } from "../../status/situation.ts";
import type { DatabaseSetObject, TargetStatus } from "../object/database-set-object.ts";
import { type RemoteSet, readSet } from "./remote-set.ts";
import { placed, reportedStanding, withoutGeneration } from "./reported-outcome.ts";

/** How a rollout stands, and each Database of it. */
export interface SetReport {
  readonly set: string;
  readonly reason: string;
  readonly message: string;
  readonly total: number;
  readonly ready: number;
  readonly failed: number;
  /** The wave that is under way, from 0; null: none. */
  readonly wave: number | null;
  readonly targets: readonly TargetStatus[];
  readonly conditions: readonly Condition[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface SetOutcome {
  readonly report: SetReport;
  readonly situation: Situation;
  readonly exitCode: ExitCode;
}

/** What the operator last said of a set. @throws NotFoundError */
export const remoteSetStatus = async (remote: RemoteSet): Promise<SetOutcome> => reportedSet(await readSet(remote));

/** The same of an object at hand. */
export function reportedSet(object: DatabaseSetObject): SetOutcome {
  const { metadata, status: found = {} } = object;
  const conditions = (found.conditions ?? []).map(withoutGeneration);
  const { situation, said } = reportedStanding(object, conditions);
  const report: SetReport = {
    set: metadata.name,
    reason: said.reason,
    message: said.message,
    total: found.total ?? 0,
    ready: found.ready ?? 0,
    failed: found.failed ?? 0,
    wave: found.wave ?? null,
    targets: found.targets ?? [],
    conditions,
    diagnostics: (found.diagnostics ?? []).map(placed),
  };
  return { report, situation, exitCode: standings[situation].exit ?? ExitCode.pending };
}
