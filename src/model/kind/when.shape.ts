import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { ddlKinds } from "../ref.ts";
import { expectation, type map, name, oneOrMore, reference, sqlText } from "./field.shape.ts";

const itself = <T>(id: string) => Type.Unsafe<T>({ $ref: id });

const statics = {
  environment: Type.Optional(oneOrMore("Holds where the Database's `environment` is one of these.")),
  dialect: Type.Optional(oneOrMore("Holds where the Database's dialect is one of these.")),
  serverVersion: Type.Optional(
    Type.Unsafe<number | string>({
      type: ["integer", "string"],
      description: "A range of server versions, such as `>=15` or `>=14 <17`; a bare version means that major version.",
    }),
  ),
};

const combined = <T>(id: string) => ({
  all: Type.Optional(Type.Array(itself<T>(id), { description: "Each of these holds." })),
  any: Type.Optional(Type.Array(itself<T>(id), { minItems: 1, description: "At least one of these holds." })),
  not: Type.Optional(itself<T>(id)),
});

const shape = <P extends Record<string, TSchema>>($id: string, description: string, properties: P) =>
  Type.Object(properties, { $id, additionalProperties: false, minProperties: 1, description });

/** A condition that the documents alone decide: for entries of a Schema. */
export interface StaticWhen extends Static<ReturnType<typeof map<typeof statics>>> {
  all?: StaticWhen[];
  any?: StaticWhen[];
  not?: StaticWhen;
}
export const staticWhenShape = shape("staticWhen", "Condition judged from the Database document alone.", {
  ...statics,
  ...combined<StaticWhen>("staticWhen"),
});

const kinds = [
  "table",
  "column",
  "index",
  "constraint",
  "view",
  "sequence",
  "enum",
  "value",
  "domain",
  "compositeType",
  "rangeType",
  "function",
  "procedure",
  "aggregate",
  "trigger",
  "rule",
  "policy",
  "extension",
  "eventTrigger",
  "foreignDataWrapper",
  "foreignServer",
  "publication",
  "subscription",
  ...ddlKinds,
] as const;

/** Names one object: the narrowest name given is the object, the others say where it lies. */
export type Presence = { [K in "schema" | "method" | (typeof kinds)[number]]?: string };
const presence = {
  ...Object.fromEntries(["schema", ...kinds].map((kind) => [kind, Type.Optional(name(`Name of the ${kind}.`))])),
  method: Type.Optional(name("Index method of an operator class or family.")),
};
/** What a name alone does not find. */
const dependencies = {
  column: ["table"],
  constraint: ["table"],
  policy: ["table"],
  value: ["enum"],
  operatorClass: ["method"],
  operatorFamily: ["method"],
};
export const presenceShape = Type.Unsafe<Presence>(
  Type.Object(presence, {
    $id: "presence",
    additionalProperties: false,
    minProperties: 1,
    dependencies,
    description: "The object that is looked for.",
  }),
);

/** A condition on a revision or step; `exists`, `missing` and `query` are asked of the database. */
export interface When extends Static<ReturnType<typeof map<typeof statics>>> {
  exists?: Presence;
  missing?: Presence;
  query?: string;
  expect?: number | string;
  all?: When[];
  any?: When[];
  not?: When;
}
export const whenShape = shape(
  "when",
  "Condition: static (environment, dialect, serverVersion) or live (exists, missing, query with expect).",
  {
    ...statics,
    exists: Type.Optional(reference(presenceShape)),
    missing: Type.Optional(reference(presenceShape)),
    query: Type.Optional(sqlText("A query that gives a single value.")),
    expect: Type.Optional(expectation("The value that the query must give.")),
    ...combined<When>("when"),
  },
);
