import type { Status } from "./status.ts";

/** Whether nobody could ask the database yet, so that nothing is known of it; of one that is empty it is known what waits for it. */
export const isUnasked = ({ revision: { current, pending }, journal }: Pick<Status, "revision" | "journal">): boolean =>
  journal === null && current.length === 0 && pending === 0;
