import { setImmediate } from "node:timers/promises";

/** Items between two turns of the event loop. */
const slice = 64;

/** Does the same with each item, and lets others have their turn meanwhile: a connection that is being made waits for less than a millisecond or two. */
export async function inSlices<T>(items: readonly T[], each: (item: T) => void): Promise<void> {
  for (let index = 0; index < items.length; index++) {
    if (index % slice === 0) await setImmediate();
    each(items[index] as T);
  }
}
