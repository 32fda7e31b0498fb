import type { DefinedObject } from "../../../grammar/grammar.ts";
import { ddlTraits } from "../../../model/kind/ddl-kinds.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { argumentList, type DdlKind, type ObjectRef } from "../../../model/ref.ts";
import { quoteIdentifier } from "../quote.ts";

/** What stands between CREATE and the name. */
export const ddlWords: Readonly<Record<DdlKind, string>> = {
  language: "LANGUAGE",
  accessMethod: "ACCESS METHOD",
  collation: "COLLATION",
  baseType: "TYPE",
  conversion: "CONVERSION",
  textSearchParser: "TEXT SEARCH PARSER",
  textSearchTemplate: "TEXT SEARCH TEMPLATE",
  textSearchDictionary: "TEXT SEARCH DICTIONARY",
  textSearchConfiguration: "TEXT SEARCH CONFIGURATION",
  operator: "OPERATOR",
  operatorFamily: "OPERATOR FAMILY",
  operatorClass: "OPERATOR CLASS",
  cast: "CAST",
  transform: "TRANSFORM",
  statistics: "STATISTICS",
};

/** Words that CREATE has before those of the kind, and a definition at its beginning. */
const before = /^(DEFAULT|TRUSTED)\s+/i;
const led: ReadonlySet<DdlKind> = new Set(["conversion", "language"]);

type Named = Pick<DefinedObject, "kind" | "name" | "arguments">;

/** The object as ALTER, COMMENT and DROP name it. */
export function ddlName({ kind, name, arguments: types }: Named): string {
  switch (ddlTraits[kind].named) {
    case "name":
      return bareName({ kind, name });
    case "method":
      return `${bareName({ kind, name })} USING ${quoteIdentifier(types[0] ?? "")}`;
    case "signature":
      return `${bareName({ kind, name })} ${argumentList({ arguments: types })}`;
    case "types":
      return kind === "cast" ? `(${name.name})` : `FOR ${name.name}`;
  }
}

/** An operator is no word to be quoted. */
function bareName({ kind, name: { schema, name } }: Pick<Named, "kind" | "name">): string {
  const own = ddlTraits[kind].named === "signature" ? name : quoteIdentifier(name);
  return schema === null ? own : `${quoteIdentifier(schema)}.${own}`;
}

/** The statements that make an object, the first of them CREATE. */
export function createDdl(object: DefinedObject): readonly string[] {
  const { kind, rest, additions } = object;
  const lead = led.has(kind) ? (before.exec(rest)?.[0] ?? "") : "";
  const { named } = ddlTraits[kind];
  const called = named === "types" || kind === "operatorFamily" ? ddlName(object) : bareName(object);
  const made = `CREATE ${lead.toUpperCase()}${ddlWords[kind]} ${called} ${rest.slice(lead.length)}`.trimEnd();
  return [made, ...additions.map((addition) => `ALTER ${ddlWords[kind]} ${ddlName(object)} ${addition}`)];
}

/** The object as statements have it that leave nothing to the search path. */
export const definedObject = ({ kind, ref, body }: SchemaObjectOf<DdlKind>): DefinedObject => ({
  ...namedRef(ref as ObjectRef & { readonly kind: DdlKind }),
  kind,
  rest: body.definition.text,
  additions: body.additions.map(({ text }) => text),
});

const namedRef = ({ kind, schema, name, arguments: types = [] }: ObjectRef & { readonly kind: DdlKind }): Named => ({
  kind,
  name: { schema: schema ?? null, name },
  arguments: types,
});

/** `COLLATION public.ci`, `OPERATOR CLASS public.ops USING btree`. */
export const ddlAddress = (ref: ObjectRef & { readonly kind: DdlKind }): string => `${ddlWords[ref.kind]} ${ddlName(namedRef(ref))}`;
