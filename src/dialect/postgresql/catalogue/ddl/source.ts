import type { DdlKind } from "../../../../model/ref.ts";

/** Where the catalogue has the objects of a kind that is given as its statement: SQL over `o`, a row of its catalogue. */
export interface DdlSource {
  readonly catalogue: string;
  readonly name: string;
  /** Column with the oid of its schema; null: it lies in none. */
  readonly schema: string | null;
  /** Column with the oid of its owner; null: it has none. */
  readonly owner: string | null;
  /** Column with what is granted on it, and the letter that `acldefault` knows it by; absent: nothing can be granted. */
  readonly acl?: { readonly column: string; readonly letter: string };
  /** JSON list of types or of an index method that belong to its name; absent: the name is enough. */
  readonly arguments?: string;
  /** What else must hold of an object of its own. */
  readonly where?: string;
  /** The text behind its name in the statement that makes it. */
  readonly definition: string;
  /** JSON list of texts behind its name in statements that add to it; absent: there are none. */
  readonly additions?: string;
}

/** What initdb made has a lower oid. */
export const own = "o.oid >= 16384";

/** `name = value, …` of those that are not NULL. */
export const optionsSql = (options: Readonly<Record<string, string>>): string =>
  `concat_ws(', ', ${Object.entries(options)
    .map(([name, value]) => `'${name} = ' || ${value}`)
    .join(", ")})`;

export type DdlSources = Readonly<Record<DdlKind, DdlSource>>;
