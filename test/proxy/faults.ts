import type { Message } from "./message.ts";
import { fits, type Point } from "./point.ts";

/** `pass`: go on; `cut`: end this connection on both sides; `stall`: pass nothing on, in any connection, until `resume`. */
export type Outcome = "pass" | "cut" | "stall";

/** What happens at a point; the message waits for it. May kill a process first. */
export type Action = (message: Message) => Outcome | Promise<Outcome>;

/** The rules of one proxy: each acts once, at its point. */
export interface Faults {
  /** Resolves with the message when the point was reached and the action is done. */
  at(point: Point, action: Action): Promise<Message>;
  /** Called for every message before and after it is passed on. */
  judge(message: Message, when: Point["when"]): Promise<Outcome>;
}

export function createFaults(): Faults {
  interface Rule {
    readonly point: Point;
    readonly act: (message: Message) => Promise<Outcome>;
    seen: number;
  }
  const rules = new Set<Rule>();
  return {
    at: (point, action) =>
      new Promise((resolve, reject) => {
        const act = async (message: Message): Promise<Outcome> => {
          try {
            const outcome = await action(message);
            resolve(message);
            return outcome;
          } catch (error) {
            reject(error);
            return "cut";
          }
        };
        rules.add({ point, act, seen: 0 });
      }),
    judge: async (message, when) => {
      for (const rule of rules) {
        if (rule.point.when !== when || !fits(rule.point, message)) continue;
        rule.seen++;
        if (rule.seen < (rule.point.number ?? 1)) continue;
        rules.delete(rule);
        const outcome = await rule.act(message);
        if (outcome !== "pass") return outcome;
      }
      return "pass";
    },
  };
}
