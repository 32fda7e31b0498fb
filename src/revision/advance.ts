import { ApplyError } from "../change/apply-error.ts";
import { applyAll } from "../change/apply.ts";
import type { Change } from "../change/change.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { operationError } from "../operation/operation-error.ts";
import type { RevisionStep } from "../resource/resource.ts";
import { requireReferredKey } from "./require-referred-key.ts";

/** The model after what a step brings about. @throws InputError at the step, where that cannot be */
export function advance(model: SchemaModel, changes: readonly Change[], step: RevisionStep): SchemaModel {
  try {
    const after = applyAll(model, changes);
    for (const change of changes) if (change.kind === "object") requireReferredKey(change, after, step);
    return after;
  } catch (error) {
    if (!(error instanceof ApplyError)) throw error;
    const remedy = "Correct the step, or put what it needs into a step before it";
    throw operationError(error.code, error.message, remedy, { ...step, about: error.about });
  }
}
