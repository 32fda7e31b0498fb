import { canonicalJson } from "../core/canonical-json.ts";
import type { Generated, Identity, IndexKey } from "./body.ts";
import type { Expression } from "./expression.ts";
import { sameSequenceOptions } from "./sequence-options.ts";

/** How a field of a body is compared. A field of rule `expression`, `generated` or `keys` holds SQL text. */
export type FieldRule =
  | "exact"
  /** Order has no meaning. */
  | "set"
  /** null on either side: not compared. */
  | "whereSaid"
  | "sequenceOption"
  | "identity"
  | "expression"
  | "generated"
  | "keys"
  | "notCompared";

/** `ask`: the spellings differ and only the server can say whether the meaning does; `path` leads to the expression. */
export type FieldDifference = { readonly kind: "differs" } | { readonly kind: "ask"; readonly path: string };

type Compare = (desired: never, live: never, path: string) => readonly FieldDifference[];
type MapExpressions = (value: never, change: (expression: Expression) => Expression) => unknown;

const differs: readonly FieldDifference[] = [{ kind: "differs" }];
const equal = (a: unknown, b: unknown): readonly FieldDifference[] => (a === b || canonicalJson(a) === canonicalJson(b) ? [] : differs);
const sortedCopy = (list: readonly string[]): readonly string[] => [...list].sort();

function compareExpressions(desired: Expression | null, live: Expression | null, path: string): readonly FieldDifference[] {
  if (desired === null || live === null) return desired === live ? [] : differs;
  if (desired.text === live.text) return [];
  return desired.form === "canonical" && live.form === "canonical" ? differs : [{ kind: "ask", path }];
}

function compareGenerated(desired: Generated | null, live: Generated | null, path: string): readonly FieldDifference[] {
  if (desired === null || live === null) return desired === live ? [] : differs;
  if (desired.stored !== live.stored) return differs;
  return compareExpressions(desired.expression, live.expression, `${path}.expression`);
}

function compareIdentity(desired: Identity | null, live: Identity | null): readonly FieldDifference[] {
  if (desired === null || live === null) return desired === live ? [] : differs;
  return desired.mode === live.mode && sameSequenceOptions(desired.sequence, live.sequence) ? [] : differs;
}

/** The order of nulls that an order implies: only another one is a difference. */
const nullsOf = ({ order, nulls }: IndexKey): "first" | "last" => nulls ?? (order === "asc" ? "last" : "first");

function compareKeys(desired: readonly IndexKey[], live: readonly IndexKey[], path: string): readonly FieldDifference[] {
  if (desired.length !== live.length) return differs;
  return desired.flatMap((key, index) => {
    const other = live[index] as IndexKey;
    const plain = equal({ ...key, nulls: nullsOf(key), expression: null }, { ...other, nulls: nullsOf(other), expression: null });
    return plain.length > 0 ? plain : compareExpressions(key.expression, other.expression, `${path}.${index}.expression`);
  });
}

/** How each rule compares; the first side is what is wanted. */
export const compareField: Readonly<Record<FieldRule, Compare>> = {
  exact: equal,
  set: (desired: readonly string[], live: readonly string[]) => equal(sortedCopy(desired), sortedCopy(live)),
  whereSaid: (desired: unknown, live: unknown) => (desired === null || live === null ? [] : equal(desired, live)),
  // Compared together, with the defaults spelled out, by the sequence's own `type` field.
  sequenceOption: () => [],
  identity: compareIdentity,
  expression: compareExpressions,
  generated: compareGenerated,
  keys: compareKeys,
  notCompared: () => [],
};

const keep = (value: unknown): unknown => value;

/** The value with every expression in it changed. */
export const mapFieldExpressions: Readonly<Record<FieldRule, MapExpressions>> = {
  exact: keep,
  set: keep,
  whereSaid: keep,
  sequenceOption: keep,
  identity: keep,
  notCompared: keep,
  expression: (value: Expression | null, change) => (value === null ? null : change(value)),
  generated: (value: Generated | null, change) => {
    if (value === null) return null;
    const expression = change(value.expression);
    return expression === value.expression ? value : { ...value, expression };
  },
  keys: (value: readonly IndexKey[], change) => {
    const keys = value.map((key) => {
      const expression = key.expression === null ? null : change(key.expression);
      return expression === key.expression ? key : { ...key, expression };
    });
    return keys.some((key, index) => key !== value[index]) ? keys : value;
  },
};
