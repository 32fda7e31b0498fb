import { SchemaModel } from "../model/schema-model.ts";
import type { Situation } from "../status/situation.ts";
import type { Computed } from "./compute-plan.ts";
import { type SchemaAgainstRevisions, schemaAgainstRevisions } from "./computed-changes.ts";
import { differsMessage, named } from "./differs-message.ts";
import { openHeads } from "./ends.ts";
import type { Look } from "./look.ts";
import type { Run } from "./run.ts";
import type { Survey } from "./survey.ts";
import { awaitsMessage } from "./waiting-halves.ts";

export interface Ended {
  readonly situation: Situation;
  /** One sentence for people. */
  readonly message: string;
}

/** Whether a run would do anything. */
export const hasWork = ({ plan, survey }: Pick<Computed, "plan" | "survey">): boolean =>
  survey.begun.length > 0 || plan.walks.length > 0 || plan.difference.length > 0;

export const pending: Ended = { situation: "pending", message: "Changes are pending" };

const nothing: SchemaAgainstRevisions = { ahead: [], behind: [] };

/** What a database is in where nothing is left to run, whoever ran it and when. */
export async function situationAtEnd(run: Run, survey: Survey, end: Look): Promise<Ended> {
  const { awaits } = survey;
  if (awaits !== null) return { situation: "awaitingContract", message: awaitsMessage(awaits) };
  const { ahead, behind } =
    openHeads(survey).length > 0
      ? nothing
      : await schemaAgainstRevisions(run, { ...survey, look: end, walks: [], horizon: null, after: SchemaModel.from(end.live) });
  if (ahead.length > 0 && survey.mode === "declarative")
    return { situation: "failed", message: `The database did not come to what the Schema declares: ${named(ahead)}` };
  if (ahead.length + behind.length > 0)
    return { situation: ahead.length > 0 ? "schemaAhead" : "schemaBehind", message: differsMessage({ ahead, behind }) };
  const waiting = end.snapshot?.pending ?? [];
  if (waiting.length > 0)
    return {
      situation: "contractPending",
      message: `In sync; ${waiting.map(({ id }) => id).join(", ")} ${waiting.length === 1 ? "waits for its gate" : "wait for their gates"}`,
    };
  if (end.drift.length > 0)
    return { situation: "driftReported", message: "In sync with the target, but somebody's hand changed objects of ours" };
  return { situation: "inSync", message: "In sync" };
}
