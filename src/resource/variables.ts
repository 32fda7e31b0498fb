import type { Diagnostic } from "../core/diagnostic.ts";
import { didYouMean } from "../core/did-you-mean.ts";
import type { Grammar } from "../grammar/grammar.ts";
import { classOfMap, classOfText, type FieldClass, type MapClass } from "./field-class.ts";
import type { FieldPath } from "./path.ts";

export type Variables = Readonly<Record<string, string | number | boolean>>;
/** How the dialect quotes for SQL. */
export type Quoting = Pick<Grammar, "quoteIdentifier" | "quoteLiteral">;

/** Something wrong with a placeholder, without its place. */
export type PlaceholderFault = Pick<Diagnostic, "code" | "message" | "remedy">;

export interface Substitution {
  readonly variables: Variables;
  readonly quoting: Quoting;
  /** `offset` counts characters inside the field's text. */
  report(fault: PlaceholderFault, path: FieldPath, offset: number): void;
}

const placeholder = /\{\{\s*(.*?)\s*\}\}/gs;
const content = /^(?:(ident|literal)\s+)?([A-Za-z_][A-Za-z0-9_]*)$/;

/** The value with every `{{ … }}` in its texts replaced; the value itself where it has none. `map` is the class of the maps it begins with. */
export function substituteIn<T>(value: T, map: MapClass, path: FieldPath, substitution: Substitution): T {
  return substitute(value, map, "", path, substitution) as T;
}

function substitute(value: unknown, map: MapClass, key: string, path: FieldPath, substitution: Substitution): unknown {
  if (typeof value === "string") return value.includes("{{") ? substituteText(value, classOfText(map, key), path, substitution) : value;
  if (Array.isArray(value)) {
    const list = value.map((item, index) =>
      substitute(item, isLeaf(item) ? map : mapBelow(map, key), isLeaf(item) ? key : "", [...path, index], substitution),
    );
    return list.some((item, index) => item !== value[index]) ? list : value;
  }
  if (typeof value !== "object" || value === null) return value;
  const changed: Record<string, unknown> = {};
  const own = mapBelow(map, key);
  for (const [field, inner] of Object.entries(value)) {
    const after = substitute(inner, own, field, [...path, field], substitution);
    if (after !== inner) changed[field] = after;
  }
  return Object.keys(changed).length === 0 ? value : { ...value, ...changed };
}

const isLeaf = (value: unknown): boolean => typeof value !== "object" || value === null;
const mapBelow = (map: MapClass, key: string): MapClass => (key === "" ? map : classOfMap(map, key));

/** The text of a field of that class with its placeholders replaced. In SQL each says how it is quoted; elsewhere the value stands as it is. */
export function substituteText(text: string, field: FieldClass, path: FieldPath, { variables, quoting, report }: Substitution): string {
  return text.replace(placeholder, (written: string, inside: string, offset: number) => {
    const [, form, name] = content.exec(inside) ?? [];
    const replaced = name === undefined ? notUnderstood(written) : replacement(form, name, field, variables, quoting);
    if (typeof replaced === "string") return replaced;
    report(replaced, path, offset);
    return written;
  });
}

function replacement(
  form: string | undefined,
  name: string,
  field: FieldClass,
  variables: Variables,
  quoting: Quoting,
): string | PlaceholderFault {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (value === undefined) return unknownVariable(name, variables);
  if (field === "sql") {
    if (form === undefined) return bareInSql(name);
    if (form === "ident") return quoting.quoteIdentifier(String(value));
    return typeof value === "string" ? quoting.quoteLiteral(value) : String(value).toUpperCase();
  }
  return form === undefined ? String(value) : quotedOutsideSql(form, name);
}

const notUnderstood = (written: string): PlaceholderFault => ({
  code: "variable-form",
  message: `${written} is no variable`,
  remedy: "Write {{ name }}, in SQL {{ ident name }} or {{ literal name }}",
});

function unknownVariable(name: string, variables: Variables): PlaceholderFault {
  const meant = didYouMean(name, Object.keys(variables));
  return {
    code: "unknown-variable",
    message: `there is no variable ${name}`,
    remedy: meant === undefined ? `Give it under spec.variables of the Database, or by --var ${name}=…` : `Did you mean ${meant}?`,
  };
}

const bareInSql = (name: string): PlaceholderFault => ({
  code: "bare-variable",
  message: `{{ ${name} }} stands in SQL without saying how it is quoted`,
  remedy: `Write {{ ident ${name} }} for a name, {{ literal ${name} }} for a value`,
});

const quotedOutsideSql = (form: string, name: string): PlaceholderFault => ({
  code: "variable-form",
  message: `{{ ${form} ${name} }} stands where there is no SQL`,
  remedy: `Write {{ ${name} }}`,
});
