import type { HeldLease } from "../execute/held-lease.ts";
import { isFailureAlone } from "../execute/walk-record.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import type { Outcome } from "../status/status.ts";
import { type Computed, computePlan } from "./compute-plan.ts";
import { takenAway, withDecided } from "./decided-drift.ts";
import { openHeads } from "./ends.ts";
import { look } from "./look.ts";
import { endOutcome } from "./outcomes.ts";
import { recordEnd } from "./record-end.ts";
import type { ReconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";
import { asksOnlyTheJournal, isRepeatable, settledAt } from "./settled.ts";
import type { Survey } from "./survey.ts";
import { hasWork, pending, situationAtEnd } from "./situation-at-end.ts";
import { executionUnder } from "./under-lease.ts";

/** Looks once more, says what the run came to, and leaves it in the journal for the next one. */
export async function conclude(run: Run, request: ReconcileRequest, lease: HeldLease, last: Computed): Promise<Outcome> {
  const { session, settings } = run;
  // Before the look: what moves between the two makes the mark an old one, never a wrong one.
  const mark = asksOnlyTheJournal(request) ? null : (await session.observe(settings.project, settings.schemas)).catalogueMark;
  const seen = await look(run);
  // What was approved by its digest ends where it ends, be it on the way.
  const { plan, survey } = last.reach === "whole" ? last : await computePlan(run, request);
  const isOnTheWay = last.reach === "part" && hasWork({ plan, survey });
  const decides = decidingSchema(survey);
  const end = decides === null ? seen : withDecided(seen, decides);
  const ended = isOnTheWay ? pending : await situationAtEnd(run, survey, end);
  const { situation } = ended;
  using execution = await executionUnder(run, lease, { seen: seen.snapshot });
  const isSettled = situation === "inSync" && isRepeatable(request);
  // Rows move without a sign in the catalogue: where some are declared, each run compares them.
  const isLasting = isSettled && survey.rows.length === 0;
  const source = await run.sourceDigest();
  if (execution.snapshot.identity === "elsewhere")
    run.options.logger.log("warn", "journal-taken-over", {
      message: "The journal was written in another database; all is here as it says, so it counts for this one from now on",
    });
  await run.spelling.keep();
  await recordEnd(execution, {
    forgotten: survey.awaits === null ? execution.snapshot.progress.filter(isFailureAlone) : [],
    look: situation === "failed" ? seen : end,
    takenAway: decides === null || situation === "failed" ? [] : takenAway(seen, decides),
    declared: isSettled ? survey.declared : null,
    settled: isLasting ? { at: settledAt(run.settings, request, request.difference, source, execution.snapshot), mark } : null,
  });
  return endOutcome(run, request, { plan: last.plan, survey, walks: isOnTheWay ? [] : survey.walks }, end, ended);
}

/** The Schema where it decides what becomes of what a hand did: in declarative mode, where it was compared. */
const decidingSchema = (survey: Survey): SchemaModel | null =>
  survey.mode === "declarative" && openHeads(survey).length === 0 ? survey.declared : null;
