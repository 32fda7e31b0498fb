import type { Static } from "@sinclair/typebox";
import { entry } from "./entry.shape.ts";
import { routineFields } from "./function.shape.ts";

export const aggregateShape = entry("aggregate", "An aggregate function.", routineFields);
export type AggregateEntry = Static<typeof aggregateShape>;
