import type { Diagnostic } from "../core/diagnostic.ts";
import type { EntrySettings } from "../model/entry/entry-context.ts";
import { strayIdentities } from "../model/entry/stray-identities.ts";
import type { TableEntry } from "../model/kind/table.shape.ts";
import type { RevisionResource, RevisionStep } from "../resource/resource.ts";
import { judgeUnseen } from "./judge-when.ts";

/** Tables that a step creates with numbers which the dialect could not give. */
export const checkIdentities = (revisions: readonly RevisionResource[], settings: EntrySettings): readonly Diagnostic[] =>
  revisions
    .filter(({ when }) => when === undefined || judgeUnseen(when, settings) !== "no")
    .flatMap(({ upgrade }) => upgrade.flatMap((step) => checkStep(step, settings)));

function checkStep(step: RevisionStep, settings: EntrySettings): readonly Diagnostic[] {
  if (step.operation !== "createTable") return [];
  if (step.when !== undefined && judgeUnseen(step.when, settings) === "no") return [];
  return strayIdentities(step.args as unknown as TableEntry, settings, []).map(({ code, message, remedy }) => ({
    code,
    severity: "error",
    message,
    remedy,
    position: step.position,
  }));
}
