import type { Message, MessageKind, Side } from "./message.ts";

/** A place in the traffic. Counting begins when the rule is made and goes over all connections. */
export interface Point {
  readonly side: Side;
  /** Before the message is passed on, or after. */
  readonly when: "before" | "after";
  readonly kinds?: readonly MessageKind[];
  readonly text?: RegExp;
  /** 1, where none is named, is the first message that fits. */
  readonly number?: number;
}

type When = Point["when"];

const statement = (which: number | RegExp, when: When): Point => ({
  side: "frontend",
  when,
  kinds: ["Query", "Execute"],
  ...(typeof which === "number" ? { number: which } : { text: which }),
});

/** The server has not seen the statement: the n-th, or the first whose SQL fits. */
export const beforeStatement = (which: number | RegExp): Point => statement(which, "before");

/** The server has the statement, and its answer is not there yet. */
export const afterStatement = (which: number | RegExp): Point => statement(which, "after");

/** The server has done it (`COMMIT` as the tag: has committed), and the client is not told. */
export const beforeCompletion = (tag: RegExp, number = 1): Point => ({
  side: "backend",
  when: "before",
  kinds: ["CommandComplete"],
  text: tag,
  number,
});

/** The client has been told. */
export const afterCompletion = (tag: RegExp, number = 1): Point => ({
  side: "backend",
  when: "after",
  kinds: ["CommandComplete"],
  text: tag,
  number,
});

export const fits = (point: Point, message: Message): boolean =>
  point.side === message.side &&
  (point.kinds === undefined || point.kinds.includes(message.kind)) &&
  (point.text === undefined || (message.text !== undefined && point.text.test(message.text)));
