import type { DdlKind } from "../../grammar/ddl-kind.ts";
import type { DdlBody } from "../ddl-body.ts";
import { written } from "../expression.ts";
import type { KindDescription } from "./define-kind.ts";

/** Its key in a Schema document, by kind. */
const plurals = {
  language: "languages",
  accessMethod: "accessMethods",
  collation: "collations",
  baseType: "baseTypes",
  conversion: "conversions",
  textSearchParser: "textSearchParsers",
  textSearchTemplate: "textSearchTemplates",
  textSearchDictionary: "textSearchDictionaries",
  textSearchConfiguration: "textSearchConfigurations",
  operator: "operators",
  operatorFamily: "operatorFamilies",
  operatorClass: "operatorClasses",
  cast: "casts",
  transform: "transforms",
  statistics: "statistics",
} as const satisfies Record<DdlKind, string>;
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
  /** Who may use a new one. */
  readonly open: "everybody" | "nobody";
  /** Whether the server can give it another name. */
  readonly renamed: "can" | "cannot";
  /** `goesAlong`: it vanishes with a table or column that it is about. */
  readonly dropped: "alone" | "goesAlong";
  /** For people: what stands in the section. */
  readonly about: string;
}

const usual = { home: "schema", named: "name", owner: "has", privileges: null, open: "nobody", renamed: "can", dropped: "alone" } as const;
const ofDatabase = { ...usual, home: "database", owner: "none" } as const;

export const ddlTraits: Readonly<Record<DdlKind, DdlKindTraits>> = {
  language: {
    ...ofDatabase,
    owner: "has",
    privileges: ["usage"],
    open: "everybody",
    title: "language",
    plural: plurals.language,
    about: "Languages for functions that no extension brings.",
  },
  accessMethod: {
    ...ofDatabase,
    renamed: "cannot",
    title: "access method",
    plural: plurals.accessMethod,
    about: "Access methods of tables and indexes.",
  },
  collation: { ...usual, title: "collation", plural: plurals.collation, about: "Orders of text." },
  baseType: {
    ...usual,
    privileges: ["usage"],
    open: "everybody",
    title: "base type",
    plural: plurals.baseType,
    about: "Types whose values functions in C read and write.",
  },
  conversion: { ...usual, title: "conversion", plural: plurals.conversion, about: "Ways from one encoding to another." },
  textSearchParser: {
    ...usual,
    owner: "none",
    title: "text search parser",
    plural: plurals.textSearchParser,
    about: "What takes a text apart into tokens.",
  },
  textSearchTemplate: {
    ...usual,
    owner: "none",
    title: "text search template",
    plural: plurals.textSearchTemplate,
    about: "Functions behind dictionaries.",
  },
  textSearchDictionary: {
    ...usual,
    title: "text search dictionary",
    plural: plurals.textSearchDictionary,
    about: "What makes words of tokens.",
  },
  textSearchConfiguration: {
    ...usual,
    title: "text search configuration",
    plural: plurals.textSearchConfiguration,
    about: "Which dictionaries are asked for which tokens.",
  },
  operator: {
    ...usual,
    renamed: "cannot",
    named: "signature",
    title: "operator",
    plural: plurals.operator,
    about: "Operators, named with the types of their operands.",
  },
  operatorFamily: {
    ...usual,
    named: "method",
    title: "operator family",
    plural: plurals.operatorFamily,
    about: "Operators and functions of one order; that of an operator class with its name comes with the class.",
  },
  operatorClass: {
    ...usual,
    named: "method",
    title: "operator class",
    plural: plurals.operatorClass,
    about: "How an index method treats a type.",
  },
  cast: {
    ...ofDatabase,
    renamed: "cannot",
    named: "types",
    title: "cast",
    plural: plurals.cast,
    about: "Ways from one type to another, named `text AS integer`.",
  },
  transform: {
    ...ofDatabase,
    renamed: "cannot",
    named: "types",
    title: "transform",
    plural: plurals.transform,
    about: "How a language takes a type, named `hstore LANGUAGE plperl`.",
  },
  statistics: {
    ...usual,
    dropped: "goesAlong",
    title: "statistics object",
    plural: plurals.statistics,
    about: "Statistics over several columns or over expressions.",
  },
};

/** A type that has a name and no more: `CREATE TYPE name`. */
const shellBody: DdlBody = { definition: written(""), additions: [] };

/** The descriptions of kinds that are given as their statements. */
export const defineDdlKinds = <K extends DdlKind>(...kinds: readonly K[]): { readonly [P in K]: KindDescription<P> } =>
  Object.fromEntries(kinds.map((kind) => [kind, defineDdlKind(kind)])) as never;

function defineDdlKind(kind: DdlKind): KindDescription<DdlKind> {
  const { title, plural, home } = ddlTraits[kind];
  const description: KindDescription<DdlKind> = {
    kind,
    title,
    plural,
    home,
    fields: { definition: "expression", additions: "expressions" },
    mentions: () => [],
    rename: (body) => body,
  };
  return kind === "baseType" ? { ...description, shell: (body) => (body.definition.text === "" ? body : shellBody) } : description;
}
