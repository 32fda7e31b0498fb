import type { SchemaObject } from "./object.ts";
import type { ObjectRef } from "./ref.ts";

/** So many are looked for among all others before their names are listed. */
const few = 8;

/** The parts of a table or view, in the order in which they came. */
export class Children {
  static readonly none = new Children([]);
  readonly list: readonly SchemaObject[];
  /** The first of each name: a column and a check may share one, but hardly ever do. */
  #named: ReadonlyMap<string, SchemaObject> | undefined;
  #asked = 0;

  constructor(list: readonly SchemaObject[]) {
    this.list = list;
  }

  find(ref: Pick<ObjectRef, "kind" | "name">): SchemaObject | undefined {
    const { kind, name } = ref;
    // Of a table that a revision adds a column to, one or two are looked for; of one that was inspected each, by all others.
    if (this.#named === undefined && this.#asked++ < few) return this.#among(ref);
    this.#named ??= new Map(this.list.toReversed().map((child) => [child.ref.name, child]));
    const first = this.#named.get(name);
    return first === undefined || first.kind === kind ? first : this.#among(ref);
  }

  #among({ kind, name }: Pick<ObjectRef, "kind" | "name">): SchemaObject | undefined {
    for (const child of this.list) if (child.ref.name === name && child.kind === kind) return child;
    return undefined;
  }

  /** With the object in the place of `previous`, or at the end. */
  with(object: SchemaObject, previous: SchemaObject | undefined): Children {
    return new Children(previous === undefined ? [...this.list, object] : this.list.with(this.list.indexOf(previous), object));
  }

  without(object: SchemaObject): Children {
    return new Children(this.list.filter((child) => child !== object));
  }
}
