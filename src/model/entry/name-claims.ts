import type { ObjectRef } from "../ref.ts";
import { refKey, schemaOf } from "../ref.ts";
import type { NameScope } from "./entry-context.ts";

/** Names that are given away while documents are read. */
export class NameClaims {
  readonly #relations = new Set<string>();
  readonly #constraints = new Set<string>();

  /** Takes the name where it is free among what the scope says. */
  claim(scope: NameScope, on: ObjectRef, name: string): boolean {
    const relation = `${schemaOf(on) ?? ""}\u0001${name}`;
    const constraint = `${refKey(on)}\u0001${name}`;
    const free = (scope === "constraint" || !this.#relations.has(relation)) && (scope === "index" || !this.#constraints.has(constraint));
    if (!free) return false;
    if (scope !== "constraint") this.#relations.add(relation);
    if (scope !== "index") this.#constraints.add(constraint);
    return true;
  }
}
