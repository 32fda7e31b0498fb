import type { Change } from "../change/change.ts";
import type { RevisionWalk, Stage } from "../instruction/plan.ts";
import { askedFacts } from "../plan/asked-facts.ts";
import { clearHelpers } from "../plan/clear-helpers.ts";
import { groupStages } from "../plan/stage.ts";
import { planningContext } from "./planning-context.ts";
import type { Run } from "./run.ts";

/** Stages that walk back what a revision did, from where it left the database. */
export async function planUndo(run: Run, changes: readonly Change[], walk: RevisionWalk): Promise<readonly Stage[]> {
  const { session, settings, options } = run;
  const { revision } = walk;
  const direction = walk.direction === "up" ? "down" : "up";
  const { lowering, project, searchPath } = planningContext(run);
  const { model } = await session.inspect({ schemas: settings.schemas, ignore: settings.ignore, unmanaged: "leftOut" });
  const { tables, columns } = askedFacts(changes, model);
  const facts = await session.facts(tables, columns);
  await options.dialect.grammar.ready();
  const instructions = lowering.lower(changes, { model, facts, direction, project, revision, atomic: "no", searchPath });
  return groupStages(clearHelpers(instructions), { revision, direction, atomic: "no" });
}
