import type { Change } from "../change/change.ts";
import { type ObjectRef, type RefKey, refKey } from "../model/ref.ts";
import type { Facts, TableFacts } from "../port/facts.ts";

/** Where the facts of a renamed object stand: the live ref; null: made by the plan itself, so it has none. */
type Origins = ReadonlyMap<RefKey, ObjectRef | null>;

const filled: TableFacts = { empty: false, rows: 1, bytes: 1, partitioned: false };

/**
 * The facts as they will be after some changes: statistics were asked under the names of the beginning, and a plan renames,
 * drops, creates and fills as it goes.
 */
export class MovedFacts implements Facts {
  readonly #live: Facts;
  readonly #origins: Origins;
  readonly #filled: ReadonlySet<RefKey>;

  constructor(live: Facts, origins: Origins = new Map(), filledTables: ReadonlySet<RefKey> = new Set()) {
    this.#live = live;
    this.#origins = origins;
    this.#filled = filledTables;
  }

  get serverVersion(): number {
    return this.#live.serverVersion;
  }

  table(ref: ObjectRef): TableFacts | undefined {
    const origin = this.#origin(ref);
    const facts = origin === null ? undefined : this.#live.table(origin);
    return this.#filled.has(refKey(ref)) && facts?.empty !== false ? { ...(facts ?? filled), empty: false } : facts;
  }

  columnEmpty(ref: ObjectRef): boolean | undefined {
    if (ref.parent !== undefined && this.#filled.has(refKey(ref.parent))) return false;
    const origin = this.#origin(ref);
    return origin === null ? undefined : this.#live.columnEmpty(origin);
  }

  /** The facts once `changes` have happened too. */
  after(changes: Iterable<Change>): MovedFacts {
    const origins = new Map(this.#origins);
    const filledTables = new Set(this.#filled);
    for (const change of changes) {
      if (change.kind === "data" && change.data.step !== "assert") filledTables.add(refKey(change.data.table));
      if (change.kind !== "object") continue;
      const { before, after } = change;
      if (after === null || (before !== null && refKey(before.ref) === refKey(after.ref))) continue;
      origins.set(refKey(after.ref), before === null ? null : this.#origin(before.ref));
      if (before !== null && filledTables.delete(refKey(before.ref))) filledTables.add(refKey(after.ref));
    }
    return new MovedFacts(this.#live, origins, filledTables);
  }

  /** A child's own entry first, else that of its parent: renaming a table moves its columns without a change of their own. */
  #origin(ref: ObjectRef): ObjectRef | null {
    const own = this.#origins.get(refKey(ref));
    if (own !== undefined) return own;
    if (ref.parent === undefined) return ref;
    const parent = this.#origin(ref.parent);
    return parent === null ? null : { ...ref, parent };
  }
}
