import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Below this much of garbage and free pages a collection is not worth its pause. Bytes. */
const worthwhile = 8 * 1024 * 1024;

/**
 * A process that was busy keeps the pages of its garbage for as long as nothing asks for them. Gives a function that hands them back to the system, for a moment
 * when nobody waits: it stops everything for about a tenth of a second. Does nothing where little has come together since.
 */
export function memoryReturner(): () => void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as (how: object) => void;
  // What was compiled with other flags is not recalled.
  setFlagsFromString("--no-expose-gc");
  let left = 0;
  return () => {
    const { total_physical_size: held } = getHeapStatistics();
    if (held < left + worthwhile) return;
    // Any other flavour leaves pages in place that are almost empty.
    collect({ type: "major", execution: "sync", flavor: "last-resort" });
    left = getHeapStatistics().total_physical_size;
  };
}
