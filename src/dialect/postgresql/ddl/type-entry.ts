import type { CompositeTypeStmt, CreateDomainStmt, CreateRangeStmt } from "libpg-query";
import type { CompositeTypeEntry } from "../../../model/kind/composite-type.shape.ts";
import type { DomainEntry } from "../../../model/kind/domain.shape.ts";
import type { RangeTypeEntry } from "../../../model/kind/range-type.shape.ts";
import { nameOf, typeText } from "../definition/nodes.ts";
import { constraintsIn, defaultAt, typeAt } from "./column-entry.ts";
import { checkEntry } from "./constraint-entry.ts";
import type { StatementText } from "./statement-text.ts";
import { constantOf, joinedName, placed } from "./values.ts";

const named = (names: Parameters<typeof nameOf>[0]) => {
  const { schema, name } = nameOf(names) ?? { schema: null, name: "" };
  return { name, ...(schema !== null && { schema }) };
};

export function domainEntry(statement: CreateDomainStmt, text: StatementText): DomainEntry {
  const entry: DomainEntry = { ...named(statement.domainname), type: typeAt(statement, text) };
  if (statement.collClause !== undefined) entry.collation = joinedName(statement.collClause.collname);
  for (const constraint of constraintsIn(statement.constraints)) {
    if (constraint.contype === "CONSTR_NOTNULL") {
      entry.nullable = false;
      if (constraint.conname !== undefined) entry.notNull = { name: constraint.conname };
    } else if (constraint.contype === "CONSTR_DEFAULT") entry.default = defaultAt(constraint, statement, text);
    else if (constraint.contype === "CONSTR_CHECK") entry.checks = [...(entry.checks ?? []), checkEntry(constraint, text)];
  }
  return entry;
}

export const compositeTypeEntry = ({ typevar, coldeflist }: CompositeTypeStmt, text: StatementText): CompositeTypeEntry => ({
  ...placed(typevar),
  attributes: (coldeflist ?? []).flatMap((node) => {
    if (!("ColumnDef" in node)) return [];
    const { colname = "", collClause } = node.ColumnDef;
    return [
      {
        name: colname,
        type: typeAt(node.ColumnDef, text),
        ...(collClause !== undefined && { collation: joinedName(collClause.collname) }),
      },
    ];
  }),
});

const parts = { subtype_opclass: "opclass", collation: "collation", canonical: "canonical", subtype_diff: "subtypeDiff" } as const;

export function rangeTypeEntry({ typeName, params }: CreateRangeStmt): RangeTypeEntry {
  const entry: RangeTypeEntry = { ...named(typeName), type: "" };
  for (const node of params ?? []) {
    if (!("DefElem" in node)) continue;
    const { defname = "", arg } = node.DefElem;
    const part = parts[defname as keyof typeof parts];
    if (defname === "subtype" && arg !== undefined && "TypeName" in arg) entry.type = typeText(arg.TypeName) ?? "";
    else if (defname === "multirange_type_name") entry.multirange = constantOf(arg).split(".").at(-1) ?? "";
    else if (part !== undefined) entry[part] = constantOf(arg);
  }
  return entry;
}
