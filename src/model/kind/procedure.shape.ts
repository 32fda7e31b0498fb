import type { Static } from "@sinclair/typebox";
import { entry } from "./entry.shape.ts";
import { routineFields } from "./function.shape.ts";

export const procedureShape = entry("procedure", "A procedure.", routineFields);
export type ProcedureEntry = Static<typeof procedureShape>;
