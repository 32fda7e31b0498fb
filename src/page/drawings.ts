import { digestText } from "../core/digest.ts";

/** An open page asks for the same picture again and again. */
const mostKept = 8;

/** Draws one picture after another, since each takes memory, and those of late not again. */
export function drawings(draw: (dot: string) => Promise<string>): (dot: string) => Promise<string> {
  const kept = new Map<string, Promise<string>>();
  let last: Promise<unknown> = Promise.resolve();
  return (dot) => {
    const key = digestText(dot);
    const found = kept.get(key);
    kept.delete(key);
    const picture = found ?? last.then(() => draw(dot));
    last = Promise.allSettled([last, picture]);
    kept.set(key, picture);
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    // What failed may do another time: the machine was busy.
    picture.catch(() => kept.get(key) === picture && kept.delete(key));
    return picture;
  };
}
