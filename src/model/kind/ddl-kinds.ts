import type { DdlKind } from "../../grammar/ddl-kind.ts";
import type { KindDescription } from "./define-kind.ts";

/** Its key in a Schema document, by kind. */
const plurals = { collation: "collations" } as const satisfies Record<DdlKind, string>;
export type DdlPlural = (typeof plurals)[DdlKind];

/** All that tells one kind that is given as its statement from another. */
export interface DdlKindTraits {
  readonly title: string;
  readonly plural: DdlPlural;
  readonly home: "database" | "schema";
  /** What an entry is named by: a name, one with the types of its arguments, one with an index method, or types alone (`text AS integer`). */
  readonly named: "name" | "signature" | "method" | "types";
  readonly owner: "has" | "none";
  /** What can be granted on it, sorted; null: nothing. */
  readonly privileges: readonly string[] | null;
  /** `goesAlong`: it vanishes with a table or column that it is about. */
  readonly dropped: "alone" | "goesAlong";
  /** For people: what stands in the section. */
  readonly about: string;
}

const usual = { home: "schema", named: "name", owner: "has", privileges: null, dropped: "alone" } as const;

export const ddlTraits: Readonly<Record<DdlKind, DdlKindTraits>> = {
  collation: { ...usual, title: "collation", plural: plurals.collation, about: "Orders of text." },
};

/** The descriptions of kinds that are given as their statements. */
export const defineDdlKinds = <K extends DdlKind>(...kinds: readonly K[]): { readonly [P in K]: KindDescription<P> } =>
  Object.fromEntries(kinds.map((kind) => [kind, defineDdlKind(kind)])) as never;

function defineDdlKind(kind: DdlKind): KindDescription<DdlKind> {
  const { title, plural, home } = ddlTraits[kind];
  return { kind, title, plural, home, fields: { definition: "expression", additions: "expressions" }, mentions: () => [], rename: (body) => body };
}
