import type { ObjectRef } from "../ref.ts";
import { refKey, schemaOf } from "../ref.ts";
import type { NameScope } from "./entry-context.ts";

/** Names that are given away while documents are read. */
export class NameClaims {
  /** Made with the first name: most entries of a history claim none. */
  #claimed: { readonly relations: Set<string>; readonly constraints: Set<string> } | undefined;

  /** Takes the name where it is free among what the scope says. */
  claim(scope: NameScope, on: ObjectRef, name: string): boolean {
    const { relations, constraints } = (this.#claimed ??= { relations: new Set(), constraints: new Set() });
    const { relation, constraint } = keysOf(on, name);
    const free = (scope === "constraint" || !relations.has(relation)) && (scope === "index" || !constraints.has(constraint));
    if (!free) return false;
    if (scope !== "constraint") relations.add(relation);
    if (scope !== "index") constraints.add(constraint);
    return true;
  }

  /** Gives back what `claim` took. */
  release(scope: NameScope, on: ObjectRef, name: string): void {
    const { relation, constraint } = keysOf(on, name);
    if (scope !== "constraint") this.#claimed?.relations.delete(relation);
    if (scope !== "index") this.#claimed?.constraints.delete(constraint);
  }
}

const keysOf = (on: ObjectRef, name: string) => ({
  relation: `${schemaOf(on) ?? ""}\u0001${name}`,
  constraint: `${refKey(on)}\u0001${name}`,
});
