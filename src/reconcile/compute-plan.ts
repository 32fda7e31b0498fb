import type { Change } from "../change/change.ts";
import { backFromBegun, type WayBack } from "../execute/walk-back.ts";
import { withParserOnDemand } from "../grammar/parser-not-loaded.ts";
import type { Plan, RevisionWalk, Stage } from "../instruction/plan.ts";
import { askedFacts } from "../plan/asked-facts.ts";
import { assemblePlan } from "../plan/assemble-plan.ts";
import { clearHelpers } from "../plan/clear-helpers.ts";
import { MovedFacts } from "../plan/moved-facts.ts";
import { planWalks } from "../plan/plan-walks.ts";
import { changesOf } from "../plan/resolved-walk.ts";
import { groupStages } from "../plan/stage.ts";
import { changesToDeclared, correctionOf } from "./computed-changes.ts";
import { endsOf } from "./ends.ts";
import { locateInSchema } from "./locate-in-schema.ts";
import { planUndo } from "./plan-undo.ts";
import { planningContext, searchPathOf } from "./planning-context.ts";
import { placeOfStep } from "./place-of-step.ts";
import { refuseBrokenSql } from "./refuse-broken-sql.ts";
import { refuseOneWay } from "./refuse-one-way.ts";
import type { PlanRequest } from "./request.ts";
import { comparableRows } from "./rows-in-step.ts";
import type { Run } from "./run.ts";
import { type Survey, survey } from "./survey.ts";

/** A plan with what it was computed from. */
export interface Computed {
  readonly plan: Plan;
  readonly survey: Survey;
  /** `part`: when it has run, there is more to plan (a begun walk, a correction of drift, a horizon, what the walks leave where nobody can foresee it). */
  readonly reach: "whole" | "part";
}

/** The exact way from where the database is to what is asked for. Changes nothing. @throws as `survey`, and what the dialect refuses */
export async function computePlan(run: Run, request: PlanRequest): Promise<Computed> {
  return planFrom(run, request, await survey(run, request));
}

/** The same from what was seen already. */
export const planFrom = (run: Run, request: PlanRequest, found: Survey): Promise<Computed> =>
  withParserOnDemand(run.options.dialect.grammar, () => planned(run, request, found));

async function planned(run: Run, request: PlanRequest, found: Survey): Promise<Computed> {
  if (found.begun.length > 0) return { plan: await begunPlan(run, found), survey: found, reach: "part" };
  const correction = request.difference === "byMode" ? await correctionOf(run, found) : [];
  if (correction.length > 0) return { plan: await differencePlan(run, found, correction), survey: found, reach: "part" };
  const isWhole = found.horizon === null && (found.mode === "versioned" || isForeseen(found));
  return { plan: await wholePlan(run, request, found), survey: found, reach: isWhole ? "whole" : "part" };
}

/** Whether the difference to the Schema can be told before the walks have run. */
const isForeseen = ({ declared, rows, walks }: Survey): boolean =>
  declared === null ||
  (comparableRows(rows, walks).length === rows.length && !walks.some((walk) => changesOf(walk).some(({ kind }) => kind === "opaque")));

/** What an earlier run began goes on exactly as it was planned then, or back. */
async function begunPlan(run: Run, found: Survey): Promise<Plan> {
  const walks: RevisionWalk[] = [];
  for (const { record, progress, way } of found.begun) {
    if (way === "back") walks.push(await backFromBegun(record.walk, progress, wayBack(run)));
    else if (record.purpose === "walk") walks.push(record.walk);
  }
  const horizon = found.begun.at(-1)?.record.walk.revision ?? null;
  return assemblePlan({ ...endsOf(found), horizon, walks, difference: [], changes: [], live: found.look.live });
}

const wayBack = (run: Run): WayBack => ({
  planUndo: (changes, walk) => planUndo(run, changes, walk),
  probe: (sql) => run.session.stages.probe({ sql }, { searchPath: searchPathOf(run.settings), signal: run.options.signal }),
});

/** Somebody's hand taken back: only that, so that the walks start from what they expect. */
async function differencePlan(run: Run, found: Survey, changes: readonly Change[]): Promise<Plan> {
  const { live } = found.look;
  const facts = await liveFacts(run, changes, found);
  const difference = await lowerDifference(run, changes, facts, live);
  const heads = found.standing.heads;
  return assemblePlan({ from: heads, to: heads, horizon: null, walks: [], difference, changes, live });
}

async function wholePlan(run: Run, request: PlanRequest, found: Survey): Promise<Plan> {
  const { walks, horizon, awaits, after, mode, declared } = found;
  const isComputed = request.difference === "byMode" && mode === "declarative" && declared !== null && horizon === null && awaits === null;
  const computed = isComputed ? await changesToDeclared(run, found) : [];
  const walked = walks.flatMap(changesOf);
  const revisions = found.path.map(({ revision }) => revision);
  await refuseBrokenSql(run, revisions, [...walked, ...computed]);
  const facts = await liveFacts(run, [...walked, ...computed], found);
  const lowered = planWalks(walks, facts, { ...planningContext(run), placeOf: placeOfStep(found.graph) });
  refuseOneWay(lowered, found.graph);
  const difference = await lowerDifference(run, computed, facts, after);
  return assemblePlan({ ...endsOf(found), horizon, walks: lowered, difference, changes: [...walked, ...computed], live: found.look.live });
}

async function lowerDifference(
  run: Run,
  changes: readonly Change[],
  facts: MovedFacts,
  model: Survey["after"] | Survey["look"]["live"],
): Promise<readonly Stage[]> {
  if (changes.length === 0) return [];
  const { lowering, project, searchPath } = planningContext(run);
  const lower = (some: readonly Change[]) =>
    lowering.lower(some, { model, facts, direction: "up", project, revision: null, atomic: "no", searchPath });
  try {
    return groupStages(clearHelpers(lower(changes)), { revision: null, direction: "up", atomic: "no" });
  } catch (error) {
    throw await locateInSchema(error, run, changes, lower);
  }
}

async function liveFacts(run: Run, changes: readonly Change[], { look }: Survey): Promise<MovedFacts> {
  const { tables, columns } = askedFacts(changes, look.live);
  return new MovedFacts(await run.session.facts(tables, columns));
}
