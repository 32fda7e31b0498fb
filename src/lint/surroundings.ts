import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { refKey, tableRef } from "../model/ref.ts";
import type { Act, Named } from "../port/act.ts";
import { showNamed } from "../port/act.ts";
import type { Statistics } from "../port/statistics.ts";
import type { Situation } from "./rule.ts";

/** The database that is judged for, as far as somebody has looked at it. */
export interface Known {
  /** Comparable; null where nobody says. */
  readonly serverVersion: number | null;
  /** Of live tables; empty where there is no database. */
  readonly statistics: Statistics;
  /** Schemas that names without one are looked for in. */
  readonly searchPath: readonly string[];
}

/** Names that a revision has made so far, and what it does to the model. */
export class Surroundings {
  readonly #before: Model;
  readonly #after: Model;
  readonly #known: Known;
  readonly #made = new Set<string>();

  constructor(before: Model, after: Model, known: Known) {
    this.#before = before;
    this.#after = after;
    this.#known = known;
  }

  /** Takes what an act makes, so that what comes behind it counts that as new. */
  note(act: Act): void {
    switch (act.kind) {
      case "createTable":
        return this.#make(act.table);
      case "createIndex":
        return act.name === null ? undefined : this.#make({ ...act.table, name: act.name });
      case "define":
        return act.object.ref.parent === undefined ? this.#make(act.object.ref) : undefined;
      case "rename":
        return act.of === null && this.isNew(act.from) ? this.#make({ ...act.from, name: act.to }) : undefined;
      default:
        return undefined;
    }
  }

  #make({ schema, name }: Named): void {
    this.#made.add(`${schema ?? this.#known.searchPath[0]}.${name}`);
  }

  readonly isNew = ({ schema, name }: Named): boolean =>
    (schema === undefined ? this.#known.searchPath : [schema]).some((home) => this.#made.has(`${home}.${name}`));

  readonly find = ({ schema, name }: Named): SchemaObject | undefined => {
    for (const model of [this.#before, this.#after])
      for (const home of schema === undefined ? this.#known.searchPath : [schema]) {
        const found = model.relationNamed(home, name);
        if (found !== undefined) return found;
      }
    return undefined;
  };

  readonly describe = (named: Named): string => {
    const ref = this.find(named)?.ref ?? tableRef(named.schema ?? this.#known.searchPath[0] ?? "", named.name);
    const rows = this.#known.statistics.get(refKey(ref.parent ?? ref))?.rows;
    return `${showNamed(named)}${rows === undefined || rows === null ? "" : ` (about ${rows.toLocaleString("en-US")} rows)`}`;
  };

  /** What a rule may know of an act in here. */
  situation(rest: Pick<Situation, "source" | "hazards" | "together" | "revision">): Omit<Situation, "option" | "dialect"> {
    const { isNew, find, describe } = this;
    return { ...rest, serverVersion: this.#known.serverVersion, before: this.#before, after: this.#after, isNew, find, describe };
  }
}
