/** Edges that must come first, by id; only ids that are keys count. */
export type Prerequisites = ReadonlyMap<string, readonly string[]>;

export interface Ordering {
  /** Prerequisites first; by the longest way from a start, then by id, so that a new revision never reorders older ones. */
  readonly order: readonly string[];
  /** Each loop once, starting at its smallest id; what lies on or behind one is not in `order`. */
  readonly loops: readonly (readonly string[])[];
}

/** Puts what must come first in front. Linear but for the sorting. */
export function orderByPrerequisites(prerequisites: Prerequisites): Ordering {
  const followers = new Map<string, string[]>([...prerequisites.keys()].map((id) => [id, []]));
  const waiting = new Map<string, number>();
  for (const [id, before] of prerequisites) {
    const known = before.filter((other) => prerequisites.has(other));
    waiting.set(id, known.length);
    for (const other of known) followers.get(other)?.push(id);
  }
  const order: string[] = [];
  let layer = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  while (layer.length > 0) {
    order.push(...layer.sort());
    const next: string[] = [];
    for (const id of layer)
      for (const follower of followers.get(id) ?? []) {
        const left = (waiting.get(follower) ?? 0) - 1;
        waiting.set(follower, left);
        if (left === 0) next.push(follower);
      }
    layer = next;
  }
  const stuck = new Map([...waiting].filter(([, count]) => count > 0).map(([id]) => [id, prerequisites.get(id) ?? []]));
  return { order, loops: findLoops(stuck) };
}

/** Walks depth first; an edge back onto the trail closes a loop. */
function findLoops(stuck: Prerequisites): string[][] {
  const loops: string[][] = [];
  const seen = new Set<string>();
  for (const start of [...stuck.keys()].sort()) {
    const trail: string[] = [];
    const ahead: Iterator<string>[] = [];
    const places = new Map<string, number>();
    const enter = (id: string): void => {
      seen.add(id);
      places.set(id, trail.length);
      trail.push(id);
      ahead.push((stuck.get(id) ?? []).values());
    };
    if (!seen.has(start)) enter(start);
    for (let rest = ahead.at(-1); rest !== undefined; rest = ahead.at(-1)) {
      const { value, done } = rest.next();
      const place = done ? undefined : places.get(value);
      if (done) {
        places.delete(trail.pop() as string);
        ahead.pop();
      } else if (place !== undefined) loops.push(fromSmallest(trail.slice(place)));
      else if (stuck.has(value) && !seen.has(value)) enter(value);
    }
  }
  return loops;
}

function fromSmallest(loop: readonly string[]): string[] {
  const start = loop.indexOf(loop.reduce((least, id) => (id < least ? id : least)));
  return [...loop.slice(start), ...loop.slice(0, start)];
}
