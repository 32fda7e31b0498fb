import { diff } from "../diff/diff.ts";
import type { Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { groupStages } from "../plan/stage.ts";
import { planningContext } from "../reconcile/planning-context.ts";
import type { Run } from "../reconcile/run.ts";
import { sqlText } from "../report/sql-text.ts";

/** The statements that build a model from nothing, in an order in which they run. */
export async function schemaScript(run: Run, model: Model): Promise<string> {
  const { changes } = diff(model, SchemaModel.empty);
  const { lowering, project, searchPath } = planningContext(run);
  const facts = await run.session.facts([], []);
  const instructions = lowering.lower(changes, { model: SchemaModel.empty, facts, direction: "up", project, revision: null, atomic: "yes", searchPath });
  return sqlText({ walks: [], difference: groupStages(instructions, { revision: null, direction: "up", atomic: "yes" }) });
}
