import type { Change } from "../change/change.ts";
import { InputError } from "../core/error.ts";
import { firstRefused, withPlace } from "../plan/locate-refusal.ts";
import type { Run } from "./run.ts";

/** What refused to plan a difference, with the place where the first object that it refuses is declared. */
export async function locateInSchema(
  error: unknown,
  run: Run,
  changes: readonly Change[],
  plan: (changes: readonly Change[]) => unknown,
): Promise<unknown> {
  if (!(error instanceof InputError)) return error;
  const first = firstRefused(error, changes, plan);
  const about = first?.at.kind === "object" ? first.at.after?.ref : undefined;
  if (first === undefined || about === undefined) return error;
  // To find the place reads the documents again: only where there is something to tell.
  const placeOf = await (await import("./places-of-askings.ts")).placesOfAskings(run);
  const position = placeOf({ revision: null, about });
  return position === undefined ? error : withPlace(error, first.refusal, position);
}
