import type { Node, RoleSpec } from "libpg-query";
import type { DdlFamily, DdlName } from "../../../grammar/ddl.ts";
import type { NameText } from "../../../grammar/definition.ts";
import { nameOf, typeText } from "../definition/nodes.ts";

/** The families that statements about attributes may name, by the parser's word; of others nothing can be said yet. */
const families: Readonly<Record<string, DdlFamily>> = {
  OBJECT_COLLATION: "collation",
  OBJECT_CONVERSION: "conversion",
  OBJECT_LANGUAGE: "language",
  OBJECT_ACCESS_METHOD: "accessMethod",
  OBJECT_OPERATOR: "operator",
  OBJECT_STATISTIC_EXT: "statistics",
  OBJECT_TSPARSER: "textSearchParser",
  OBJECT_TSTEMPLATE: "textSearchTemplate",
  OBJECT_TSDICTIONARY: "textSearchDictionary",
  OBJECT_TSCONFIGURATION: "textSearchConfiguration",
  OBJECT_SCHEMA: "schema",
  OBJECT_EXTENSION: "extension",
  OBJECT_TABLE: "relation",
  OBJECT_FOREIGN_TABLE: "relation",
  OBJECT_VIEW: "relation",
  OBJECT_MATVIEW: "relation",
  OBJECT_SEQUENCE: "relation",
  OBJECT_INDEX: "relation",
  OBJECT_TYPE: "type",
  OBJECT_DOMAIN: "type",
  OBJECT_FUNCTION: "routine",
  OBJECT_PROCEDURE: "routine",
  OBJECT_ROUTINE: "routine",
  OBJECT_AGGREGATE: "routine",
  OBJECT_EVENT_TRIGGER: "eventTrigger",
  OBJECT_FDW: "foreignDataWrapper",
  OBJECT_FOREIGN_SERVER: "foreignServer",
  OBJECT_PUBLICATION: "publication",
  OBJECT_SUBSCRIPTION: "subscription",
  OBJECT_COLUMN: "column",
  OBJECT_TABCONSTRAINT: "constraint",
  OBJECT_POLICY: "policy",
  OBJECT_TRIGGER: "trigger",
  OBJECT_RULE: "rule",
};

const parts: ReadonlySet<DdlFamily> = new Set(["column", "constraint", "policy", "trigger", "rule"]);

/** What a statement names; null where the model has no such objects. */
export function addressed(type: string | undefined, object: Node | undefined): DdlName | null {
  const composed = object === undefined ? undefined : composedName(type, object);
  if (composed !== undefined) return { ...composed, on: null };
  const family = families[type ?? ""];
  const named = object === undefined ? null : nameIn(object);
  if (family === undefined || named === null) return null;
  const { texts, arguments: types } = named;
  const name = texts.at(-1);
  if (name === undefined) return null;
  if (!parts.has(family)) return { family, name, schema: texts.at(-2) ?? null, on: null, arguments: types };
  const table = texts.at(-2);
  return table === undefined ? null : { family, name, schema: null, on: { schema: texts.at(-3) ?? null, name: table }, arguments: null };
}

/** What is named by more than a name: an operator class by its method, a cast by types. */
function composedName(type: string | undefined, object: Node): Omit<DdlName, "on"> | undefined {
  const items = "List" in object ? (object.List.items ?? []) : [];
  const [first, ...rest] = textsOf(items);
  const [from, to] = items.map((item) => ("TypeName" in item ? (typeText(item.TypeName) ?? "") : ""));
  switch (type) {
    case "OBJECT_OPCLASS":
    case "OBJECT_OPFAMILY":
      return {
        family: type === "OBJECT_OPCLASS" ? "operatorClass" : "operatorFamily",
        schema: rest.at(-2) ?? null,
        name: rest.at(-1) ?? "",
        arguments: [first ?? ""],
      };
    case "OBJECT_CAST":
      return { family: "cast", schema: null, name: `${from} AS ${to}`, arguments: null };
    case "OBJECT_TRANSFORM":
      return { family: "transform", schema: null, name: `${from} LANGUAGE ${first ?? ""}`, arguments: null };
    default:
      return undefined;
  }
}

interface Named {
  readonly texts: readonly string[];
  readonly arguments: DdlName["arguments"];
}

function nameIn(object: Node): Named | null {
  if ("RangeVar" in object) return plain([object.RangeVar.schemaname, object.RangeVar.relname].filter((text) => text !== undefined));
  if ("String" in object) return plain([object.String.sval ?? ""]);
  if ("List" in object) return plain(textsOf(object.List.items));
  if ("TypeName" in object) return plain(textsOf(object.TypeName.names));
  if ("ObjectWithArgs" in object) {
    const { objname, objargs, args_unspecified } = object.ObjectWithArgs;
    const types = (objargs ?? []).map((type) => ("TypeName" in type ? typeText(type.TypeName) : null));
    return { texts: textsOf(objname), arguments: args_unspecified === true ? null : types };
  }
  return null;
}

const plain = (texts: readonly string[]): Named => ({ texts, arguments: null });

export const textsOf = (nodes: readonly Node[] | undefined): readonly string[] =>
  (nodes ?? []).flatMap((node) => ("String" in node ? (node.String.sval ?? "") : []));

export const qualifiedName = (nodes: readonly Node[] | undefined): NameText => nameOf(nodes) ?? { schema: null, name: "" };

/** `public` for everybody; null for whoever runs it, whom no document can name. */
export function roleOf(role: RoleSpec | undefined): string | null {
  switch (role?.roletype) {
    case "ROLESPEC_CSTRING":
      return role.rolename ?? null;
    case "ROLESPEC_PUBLIC":
      return "public";
    default:
      return null;
  }
}
