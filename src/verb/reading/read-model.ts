import type { Model } from "../../model/model.ts";
import { type Documents, documentedModel } from "../../reconcile/documented-model.ts";
import { modelOf } from "../../reconcile/model-of.ts";
import type { Run } from "../../reconcile/run.ts";

/** Opens a run that only reads, gives it to `use`, and closes it. */
export type Reading = <T>(use: (run: Run) => Promise<T>) => Promise<T>;

/** The schema that documents lead to: what their Schemas declare, else what their revisions end in. The database is asked only where they cannot tell. */
export const readModel = async (documents: Documents, reading: Reading): Promise<Model> =>
  (await documentedModel(documents)) ?? reading((run) => modelOf(run, "desired"));
