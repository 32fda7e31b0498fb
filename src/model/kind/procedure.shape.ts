import type { Static } from "@sinclair/typebox";
import { entry } from "./entry.shape.ts";
import { bodyFields } from "./function.shape.ts";

export const procedureShape = entry("procedure", "A procedure.", bodyFields);
export type ProcedureEntry = Static<typeof procedureShape>;
