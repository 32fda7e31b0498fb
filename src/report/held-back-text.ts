import type { HeldBackBy } from "../execute/execution-event.ts";

const texts: Readonly<Record<HeldBackBy, string>> = {
  replicas: "waits for a standby that has not replayed what is done",
  log: "waits, as more log is written than the server is set up to take",
  pause: "is paused until `keelson backfill resume`",
  window: "waits for its window",
};

/** Why a backfill does not go on, behind how far it is. */
export const heldBackText = (by: HeldBackBy): string => texts[by];
