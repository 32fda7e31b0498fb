import type { Node, ObjectWithArgs } from "libpg-query";
import type { NameText } from "../../../grammar/definition.ts";
import type { DdlKind } from "../../../model/ref.ts";
import { bodiesOf, type Body, type NodeKind, words } from "../impact/syntax.ts";
import { quoteIdentifier } from "../quote.ts";
import { memberKey } from "./family-member.ts";
import { nameOf, typeText } from "./nodes.ts";

/** What a further statement adds to an object of such a kind. */
export interface DdlAddition {
  readonly kind: DdlKind;
  readonly name: NameText;
  /** One text for each thing that is added, behind the object's name. */
  readonly says: readonly string[];
}

type Reader<K extends NodeKind> = (body: Body<K>) => DdlAddition | undefined;

const readers: { readonly [K in NodeKind]?: Reader<K> } = {
  AlterTSConfigurationStmt: ({ kind, cfgname, tokentype, dicts }) => {
    if (kind !== "ALTER_TSCONFIG_ADD_MAPPING") return undefined;
    const dictionaries = bodiesOf(dicts, "List")
      .map(({ items }) => nameText(items))
      .join(", ");
    return of(
      "textSearchConfiguration",
      cfgname,
      words(tokentype).map((token) => `ADD MAPPING FOR ${quoteIdentifier(token)} WITH ${dictionaries}`),
    );
  },
  AlterStatsStmt: ({ defnames, stxstattarget }) =>
    of("statistics", defnames, [
      `SET STATISTICS ${stxstattarget !== undefined && "Integer" in stxstattarget ? (stxstattarget.Integer.ival ?? 0) : -1}`,
    ]),
  AlterOpFamilyStmt: ({ opfamilyname, isDrop, items }) =>
    isDrop === true ? undefined : of("operatorFamily", opfamilyname, bodiesOf(items, "CreateOpClassItem").map(member)),
};

const of = (kind: DdlKind, names: readonly Node[] | undefined, says: readonly string[]): DdlAddition => ({
  kind,
  name: nameOf(names) ?? { schema: null, name: "" },
  says,
});

/** An operator of a family, or a function of it (1 and 2 to the parser). */
function member({ itemtype, number, name, class_args, order_family }: Body<"CreateOpClassItem">): string {
  const order = order_family === undefined ? "" : ` FOR ORDER BY ${nameText(order_family)}`;
  return itemtype === 1
    ? `ADD OPERATOR ${number} ${operator(name)}${typeList(name?.objargs)}${order}`
    : `ADD FUNCTION ${number} ${typeList(class_args)} ${nameText(name?.objname)}${typeList(name?.objargs)}`;
}

const operator = (name: ObjectWithArgs | undefined): string =>
  words(name?.objname)
    .map((word, at, all) => (at === all.length - 1 ? word : quoteIdentifier(word)))
    .join(".");
const typeList = (types: readonly Node[] | undefined): string =>
  `(${bodiesOf(types, "TypeName")
    .map((type) => typeText(type) ?? "")
    .join(", ")})`;
const nameText = (names: readonly Node[] | undefined): string =>
  words(names)
    .filter((word, at, all) => word !== "pg_catalog" || at === all.length - 1)
    .map(quoteIdentifier)
    .join(".");

/** What a statement adds, where it belongs to a kind that is given as its statement. */
export function ddlAddition(node: Node): DdlAddition | undefined {
  const [[key, body] = ["", {}]] = Object.entries(node);
  const reader = readers[key as NodeKind] as ((body: unknown) => DdlAddition | undefined) | undefined;
  return reader?.(body);
}

/** The additions in one order, whoever says them: members of a family by what tells them apart, sorts of tokens with the same dictionaries together. */
export function gatherAdditions(kind: DdlKind, says: readonly string[]): readonly string[] {
  const all = [...new Set(says)].sort();
  if (kind === "operatorFamily") return all.sort((a, b) => (memberKey(a) < memberKey(b) ? -1 : 1));
  if (kind !== "textSearchConfiguration") return all;
  const start = "ADD MAPPING FOR ".length;
  const together = Map.groupBy(all, (text) => text.slice(text.indexOf(" WITH ")));
  return [...together].map(
    ([dictionaries, texts]) =>
      `ADD MAPPING FOR ${texts.map((text) => text.slice(start, text.indexOf(" WITH "))).join(", ")}${dictionaries}`,
  );
}
