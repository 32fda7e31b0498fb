import type { ColumnDef, Constraint } from "libpg-query";
import type { ColumnTraits } from "../../../port/act.ts";
import { isSteadyCall } from "../lower/statement/constant.ts";
import { bodiesOf, typeText, words } from "../impact/syntax.ts";
import { canonicalType } from "../types.ts";

/** `keys`: columns of a primary key that is said apart from them. */
export function columnTraits(column: ColumnDef, keys: readonly string[] = []): ColumnTraits {
  const { colname: name = "", typeName } = column;
  const constraints = bodiesOf(column.constraints, "Constraint");
  const find = (type: Constraint["contype"]) => constraints.find(({ contype }) => contype === type);
  const serial = /^(small|big)?serial[248]?$/.exec(words(typeName?.names).at(-1) ?? "");
  const isKey = find("CONSTR_PRIMARY") !== undefined || keys.includes(name);
  const [identity, generated, standard] = [find("CONSTR_IDENTITY"), find("CONSTR_GENERATED"), find("CONSTR_DEFAULT")];
  return {
    name,
    type: serial === null ? spelled(typeText(typeName ?? {})) : (serialTypes[serial[0].replace(/[248]$/, "")] ?? "integer"),
    nullable: !isKey && find("CONSTR_NOTNULL") === undefined && identity === undefined && serial === null,
    default: standard === undefined ? "none" : isSteady(standard.raw_expr) ? "steady" : "perRow",
    identity: serial !== null ? "serial" : identity === undefined ? "none" : identity.generated_when === "a" ? "always" : "byDefault",
    generated: generated === undefined ? "none" : generated.generated_kind === "v" ? "virtual" : "stored",
    key: isKey ? "primary" : "none",
  };
}

const serialTypes: Readonly<Record<string, string>> = { smallserial: "smallint", serial: "integer", bigserial: "bigint" };

/** What is no type of the server's own stays as it was written. */
export function spelled(type: string): string {
  try {
    return canonicalType(type, () => undefined);
  } catch {
    return type;
  }
}

/** Every call in it is known to give one value for a whole statement. */
function isSteady(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isSteady);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(
    ([kind, inner]) => (kind === "FuncCall" ? isSteadyCall(words(inner.funcname).at(-1) ?? "") : true) && isSteady(inner),
  );
}
