import type { Position } from "../core/position.ts";
import type { Asking } from "../port/rights.ts";
import { toModel } from "../resource/to-model.ts";
import { entrySettings } from "./desired.ts";
import { placeOfStep } from "./place-of-step.ts";
import type { Run } from "./run.ts";

/** Where a person wrote what needs a right. What is not declared, and goes, stands nowhere. */
export async function placesOfAskings(run: Run): Promise<(asked: Asking) => Position | undefined> {
  const { graph, schemas } = await run.source();
  const ofStep = placeOfStep(graph);
  const ofObject = toModel(schemas, entrySettings(run)).placeOf;
  return ({ revision, step, about }) => (revision === null ? about && ofObject(about) : ofStep(revision, step));
}
