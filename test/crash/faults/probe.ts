import { openSession } from "./watch.ts";

/** What two busy cores add to a wait, in milliseconds. */
export const noise = 400;

export interface Probe {
  /** Ends it; gives the longest wait in milliseconds. */
  stop(): Promise<number>;
}

/** Asks the same again and again, as an application does. */
export function probe(url: string, sql: string): Probe {
  let longest = 0;
  let on = true;
  const run = async () => {
    const session = await openSession(url);
    while (on) {
      const start = performance.now();
      await session.query(sql);
      longest = Math.max(longest, performance.now() - start);
    }
    await session.end();
  };
  const running = run();
  return {
    stop: async () => {
      on = false;
      await running;
      return longest;
    },
  };
}
