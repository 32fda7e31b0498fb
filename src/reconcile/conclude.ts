import type { HeldLease } from "../execute/held-lease.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { Situation } from "../status/situation.ts";
import type { Outcome } from "../status/status.ts";
import { differsMessage, named } from "./differs-message.ts";
import type { Computed } from "./compute-plan.ts";
import { type SchemaAgainstRevisions, schemaAgainstRevisions } from "./computed-changes.ts";
import { takenAway, withDecided } from "./decided-drift.ts";
import { openHeads } from "./ends.ts";
import { type Look, look } from "./look.ts";
import { endOutcome } from "./outcomes.ts";
import { recordEnd } from "./record-end.ts";
import type { ReconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";
import { asksOnlyTheJournal, isRepeatable, settledAt } from "./settled.ts";
import type { Survey } from "./survey.ts";
import { executionUnder } from "./under-lease.ts";
import { awaitsMessage } from "./waiting-halves.ts";

/** Looks once more, says what the run came to, and leaves it in the journal for the next one. */
export async function conclude(run: Run, request: ReconcileRequest, lease: HeldLease, last: Computed): Promise<Outcome> {
  const { session, settings } = run;
  // Before the look: what moves between the two makes the mark an old one, never a wrong one.
  const mark = asksOnlyTheJournal(request) ? null : (await session.observe(settings.project, settings.schemas)).catalogueMark;
  const seen = await look(run);
  const decides = decidingSchema(last.survey);
  const end = decides === null ? seen : withDecided(seen, decides);
  const { situation, message } = await situationAtEnd(run, last.survey, end);
  using execution = await executionUnder(run, lease, { seen: seen.snapshot });
  const isSettled = situation === "inSync" && isRepeatable(request);
  // Rows move without a sign in the catalogue: where some are declared, each run compares them.
  const isLasting = isSettled && last.survey.rows.length === 0;
  const source = await run.sourceDigest();
  if (execution.snapshot.identity === "elsewhere")
    run.options.logger.log("warn", "journal-taken-over", {
      message: "The journal was written in another database; all is here as it says, so it counts for this one from now on",
    });
  await run.spelling.keep();
  await recordEnd(execution, {
    look: situation === "failed" ? seen : end,
    takenAway: decides === null || situation === "failed" ? [] : takenAway(seen, decides),
    declared: isSettled ? last.survey.declared : null,
    settled: isLasting ? { at: settledAt(run.settings, request, request.difference, source, execution.snapshot), mark } : null,
  });
  return endOutcome(run, request, last, end, situation, message);
}

/** The Schema where it decides what becomes of what a hand did: in declarative mode, where it was compared. */
const decidingSchema = (survey: Survey): SchemaModel | null =>
  survey.mode === "declarative" && openHeads(survey).length === 0 ? survey.declared : null;

const nothing: SchemaAgainstRevisions = { ahead: [], behind: [] };

async function situationAtEnd(run: Run, survey: Survey, end: Look): Promise<{ readonly situation: Situation; readonly message: string }> {
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
