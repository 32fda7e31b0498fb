import type { RevisionStep } from "../resource/resource.ts";

/** What a step is called in the journal: its id, or its place where it has none. */
export const stepId = ({ id, index }: Pick<RevisionStep, "id" | "index">): string => id ?? String(index);
