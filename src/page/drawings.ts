import { digestText } from "../core/digest.ts";
import type { Milliseconds } from "../core/duration.ts";
import { KeelsonError } from "../core/error.ts";

/** An open page asks for the same picture again and again. */
const mostKept = 8;
/** Before a picture: each may take its ten seconds, and nobody looks for so long. */
const mostWaiting = 4;
/** Nothing is held for those who went away. */
const keptFor: Milliseconds = 60_000;
/** What failed may do another time, since the machine was busy; what is too much would take its ten seconds at each look. */
const triedAgainAfter: Milliseconds = 300_000;

/** Draws one picture after another, since each takes memory, and those of late not again. Who comes when too many wait is sent away. */
export function drawings(draw: (dot: string) => Promise<string>): (dot: string) => Promise<string> {
  const kept = new Map<string, Promise<string>>();
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  let forgetting: NodeJS.Timeout | undefined;
  const drawNext = (dot: string, key: string): Promise<string> => {
    waiting++;
    const picture = last.then(() => draw(dot));
    last = picture.then(nothing, nothing).then(() => void waiting--);
    const forget = () => kept.get(key) === picture && kept.delete(key);
    picture.catch(() => setTimeout(forget, triedAgainAfter).unref());
    return picture;
  };
  return (dot) => {
    const key = digestText(dot);
    if (waiting > mostWaiting && !kept.has(key)) return Promise.reject(tooMany());
    const picture = kept.get(key) ?? drawNext(dot, key);
    // What was asked for last stands last.
    kept.delete(key);
    kept.set(key, picture);
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    clearTimeout(forgetting);
    forgetting = setTimeout(() => kept.clear(), keptFor).unref();
    return picture;
  };
}

const tooMany = (): KeelsonError =>
  new KeelsonError("others wait for pictures already", { code: "not-drawn", remedy: "It is drawn when they have theirs: look again" });

const nothing = (): void => undefined;
