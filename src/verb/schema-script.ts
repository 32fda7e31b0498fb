import { diff } from "../diff/diff.ts";
import type { Model } from "../model/model.ts";
import { groupStages } from "../plan/stage.ts";
import { planningContext } from "../reconcile/planning-context.ts";
import type { Run } from "../reconcile/run.ts";
import { sqlText } from "../report/sql-text.ts";
import { newDatabase } from "./new-database.ts";

/** The statements that build a model in a new database, in an order in which they run. */
export async function schemaScript(run: Run, model: Model): Promise<string> {
  const facts = await run.session.facts([], []);
  const fresh = newDatabase(model, run.options.dialect.grammar, Math.floor(facts.serverVersion / 10_000));
  const { changes } = diff(model, fresh);
  const { lowering, project, searchPath } = planningContext(run);
  await run.options.dialect.grammar.ready();
  const instructions = lowering.lower(changes, {
    model: fresh,
    facts,
    direction: "up",
    project,
    revision: null,
    atomic: "yes",
    searchPath,
  });
  return sqlText(
    { walks: [], difference: groupStages(instructions, { revision: null, direction: "up", atomic: "yes" }) },
    run.options.dialect.script,
    searchPath,
  );
}
