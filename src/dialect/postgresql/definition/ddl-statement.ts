import type { Node } from "libpg-query";
import type { NameText } from "../../../grammar/definition.ts";
import type { DdlKind } from "../../../model/ref.ts";
import { bodiesOf, type Body, type NodeKind } from "../impact/syntax.ts";
import { nameOf, typeText } from "./nodes.ts";

/** Whom a statement makes that is all there is to say of an object. */
export interface DdlStatement {
  readonly kind: DdlKind;
  readonly name: NameText;
  /** Types of operands, null where there is none, or the index method. */
  readonly arguments: readonly (string | null)[];
}

/** Kinds that are made by a list of options, by the parser's word. */
const byOptions: Readonly<Record<string, DdlKind>> = {
  OBJECT_COLLATION: "collation",
  OBJECT_TYPE: "baseType",
  OBJECT_OPERATOR: "operator",
  OBJECT_TSPARSER: "textSearchParser",
  OBJECT_TSTEMPLATE: "textSearchTemplate",
  OBJECT_TSDICTIONARY: "textSearchDictionary",
  OBJECT_TSCONFIGURATION: "textSearchConfiguration",
};

type Reader<K extends NodeKind> = (body: Body<K>) => DdlStatement | undefined;

const readers: { readonly [K in NodeKind]?: Reader<K> } = {
  DefineStmt: ({ kind: word, defnames, definition }) => {
    const kind = byOptions[word ?? ""];
    if (kind === undefined) return undefined;
    return kind === "operator"
      ? { ...named(kind, defnames), arguments: ["leftarg", "rightarg"].map((side) => operand(definition, side)) }
      : named(kind, defnames);
  },
  CreateConversionStmt: ({ conversion_name }) => named("conversion", conversion_name),
  CreateStatsStmt: ({ defnames }) => named("statistics", defnames),
  CreateOpClassStmt: ({ opclassname, amname }) => ({ ...named("operatorClass", opclassname), arguments: [amname ?? ""] }),
  CreateOpFamilyStmt: ({ opfamilyname, amname }) => ({ ...named("operatorFamily", opfamilyname), arguments: [amname ?? ""] }),
  CreatePLangStmt: ({ plname, plhandler }) => (plhandler === undefined ? undefined : called("language", plname ?? "")),
  CreateAmStmt: ({ amname }) => called("accessMethod", amname ?? ""),
  CreateCastStmt: ({ sourcetype, targettype }) =>
    called("cast", `${typeText(sourcetype ?? {}) ?? ""} AS ${typeText(targettype ?? {}) ?? ""}`),
  CreateTransformStmt: ({ type_name, lang }) => called("transform", `${typeText(type_name ?? {}) ?? ""} LANGUAGE ${lang ?? ""}`),
};

const called = (kind: DdlKind, name: string): DdlStatement => ({ kind, name: { schema: null, name }, arguments: [] });
const named = (kind: DdlKind, names: readonly Node[] | undefined): DdlStatement => ({
  kind,
  name: nameOf(names) ?? { schema: null, name: "" },
  arguments: [],
});

function operand(options: readonly Node[] | undefined, side: string): string | null {
  const type = bodiesOf(options, "DefElem").find(({ defname }) => defname === side)?.arg;
  return type !== undefined && "TypeName" in type ? typeText(type.TypeName) : null;
}

/** What a statement makes, where its kind is given so; undefined: no such kind. */
export function ddlStatement(node: Node): DdlStatement | undefined {
  const [[key, body] = ["", {}]] = Object.entries(node);
  const reader = readers[key as NodeKind] as ((body: unknown) => DdlStatement | undefined) | undefined;
  return reader?.(body);
}
