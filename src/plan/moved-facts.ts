import type { Change } from "../change/change.ts";
import { type ObjectRef, type RefKey, refKey, sameRef } from "../model/ref.ts";
import type { Facts, TableFacts } from "../port/facts.ts";

const filledByPlan: TableFacts = { empty: false, rows: 1, bytes: 1, partitioned: false };

/**
 * The facts as they are at one point of a plan: statistics were asked under the names of the beginning, and a plan renames,
 * drops, creates and fills as it goes. Moves on in place, for a plan may have thousands of walks.
 */
export class MovedFacts implements Facts {
  readonly #live: Facts;
  /** Where the facts of an object stand: its live ref; null: made by the plan, so it has none. */
  readonly #origins = new Map<RefKey, ObjectRef | null>();
  /** Tables that the plan put rows into. */
  readonly #filled = new Set<RefKey>();

  constructor(live: Facts) {
    this.#live = live;
  }

  get serverVersion(): number {
    return this.#live.serverVersion;
  }

  table(ref: ObjectRef): TableFacts | undefined {
    const origin = this.#origin(ref);
    const facts = origin === null ? undefined : this.#live.table(origin);
    return this.#filled.has(refKey(ref)) && facts?.empty !== false ? { ...(facts ?? filledByPlan), empty: false } : facts;
  }

  columnEmpty(ref: ObjectRef): boolean | undefined {
    if (ref.parent !== undefined && this.#filled.has(refKey(ref.parent))) return false;
    const origin = this.#origin(ref);
    return origin === null ? undefined : this.#live.columnEmpty(origin);
  }

  /** Whether the plan has made it before this point, filled or not: then nobody else uses it yet. */
  isMade(ref: ObjectRef): boolean {
    return this.#origin(ref) === null;
  }

  /** Moves on to where `changes` have happened too, in which SQL has made `made`. */
  advance(changes: Iterable<Change>, made: readonly ObjectRef[] = []): void {
    for (const ref of made) this.#origins.set(refKey(ref), null);
    for (const change of changes) {
      if (change.kind === "data" && change.data.step !== "assert") this.#filled.add(refKey(change.data.table));
      if (change.kind !== "object") continue;
      const { before, after } = change;
      if (after === null || (before !== null && sameRef(before.ref, after.ref))) continue;
      const key = refKey(after.ref);
      if (before === null && this.#isPartOfMade(after.ref) && !this.#origins.has(key)) continue;
      this.#origins.set(key, before === null ? null : this.#origin(before.ref));
      if (before !== null && this.#filled.delete(refKey(before.ref))) this.#filled.add(key);
      // A name that is used again belongs to a new table, however full the old one was.
      if (before === null) this.#filled.delete(key);
    }
  }

  /** Needs no entry of its own: that of its table says the same. */
  #isPartOfMade({ parent }: ObjectRef): boolean {
    return parent !== undefined && this.#origin(parent) === null;
  }

  /** A part's own entry first, else that of its table: renaming a table moves its columns without a change of their own. */
  #origin(ref: ObjectRef): ObjectRef | null {
    const own = this.#origins.get(refKey(ref));
    if (own !== undefined) return own;
    if (ref.parent === undefined) return ref;
    const parent = this.#origin(ref.parent);
    return parent === null ? null : { ...ref, parent };
  }
}
