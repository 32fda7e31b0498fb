import type { Static } from "@sinclair/typebox";
import { entry } from "./entry.shape.ts";
import { keyFields } from "./primary-key.shape.ts";

export const uniqueShape = entry("unique", "A unique constraint.", keyFields);
export type UniqueEntry = Static<typeof uniqueShape>;
