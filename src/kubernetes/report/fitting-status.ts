import type { Diagnostic } from "../../core/diagnostic.ts";
import type { Status } from "../../status/status.ts";
import { shortened } from "../../core/shortened.ts";

/** What a server says, or a person wrote, has no end of its own, and an API server takes no object beyond 1.5 MB: one status that it refuses would be none for ever. */
const longestText = 4000;
const mostDiagnostics = 20;
const mostDrifted = 100;
const mostHazards = 200;

/** As much of a status as an object has room for: `keelson validate`, `check` and `plan` beside the database tell all of it. */
export function fittingStatus({ message, plan, progress, drift, history, conditions, diagnostics, ...rest }: Status): Status {
  return {
    ...rest,
    message: fitting(message),
    plan: plan && { ...plan, hazards: plan.hazards.slice(0, mostHazards) },
    progress: progress && { ...progress, ...(progress.error === undefined ? {} : { error: fitting(progress.error) }) },
    drift: drift && fittingDrift(drift),
    history: history.map((entry) => ({ ...entry, message: fitting(entry.message) })),
    conditions: conditions.map((condition) => ({ ...condition, message: fitting(condition.message) })),
    diagnostics: diagnostics.slice(0, mostDiagnostics).map(fittingDiagnostic),
  };
}

const fitting = (text: string): string => shortened(text, longestText);

function fittingDrift({ objects, more = 0, checkedAt }: NonNullable<Status["drift"]>): NonNullable<Status["drift"]> {
  const left = more + Math.max(0, objects.length - mostDrifted);
  return { objects: objects.slice(0, mostDrifted), ...(left === 0 ? {} : { more: left }), checkedAt };
}

const fittingDiagnostic = (diagnostic: Diagnostic): Diagnostic => ({
  ...diagnostic,
  message: fitting(diagnostic.message),
  remedy: fitting(diagnostic.remedy),
});
