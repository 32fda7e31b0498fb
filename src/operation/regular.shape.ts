import { type Static, type TObject, type TProperties, type TSchema, type TUnsafe, Type } from "@sinclair/typebox";
import { schemaName } from "../model/kind/entry.shape.ts";
import { name } from "../model/kind/field.shape.ts";
import { type Patch, patchProperties } from "../model/kind/patch.shape.ts";
import { operation } from "./operation.shape.ts";

/** Where an object of the kind lives, and so what beside its name finds it. */
export type Home = "database" | "schema" | "table" | "index";
export interface Placement {
  table?: string;
  schema?: string;
}

const table = name("Table that it belongs to.");
const places: Readonly<Record<Home, { readonly create: TProperties; readonly named: TProperties }>> = {
  database: { create: {}, named: {} },
  schema: { create: schemaName, named: schemaName },
  table: { create: { table, ...schemaName }, named: { table, ...schemaName } },
  index: { create: { table, ...schemaName }, named: { table: Type.Optional(table), ...schemaName } },
};

type Identified<T> = Omit<T, "name" | "signature"> & ("signature" extends keyof T ? { signature: string } : { name: string });
export type CreateArguments<T> = T & Placement;
/** The name; offline, where nobody knows what is dropped, the whole entry may stand there. */
export type DropArguments<T> = Identified<Partial<T>> & Placement;
export type AlterArguments<T> = Identified<Patch<Omit<T, "renamedFrom" | "when">>> & Placement;
export interface RenameArguments extends Placement {
  from: string;
  to: string;
}
/** What a shape checks is what its type says; the rest of the construction is too regular to be written out twice. */
const typed = <T>(shape: TSchema): TUnsafe<T> => shape as TUnsafe<T>;

const optional = (properties: TProperties): TProperties =>
  Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, Type.Optional(schema)]));

/** The regular operations of a kind, derived from its entry's shape. `X` is the kind as the operation's name has it, `children` what `alterX` leaves to other operations. */
export function regularOperations<T extends TObject>(X: string, entry: T, home: Home, children: readonly string[] = []) {
  const { when: _when, renamedFrom: _renamedFrom, dialects, ...own } = entry.properties as TProperties;
  const identity = own["signature"] === undefined ? "name" : "signature";
  const identified = { [identity]: Type.Optional(own[identity] ?? name("Exact name."), false) };
  const { create, named: placed } = places[home];
  // Beside the name of what lies in a schema it belongs to that name.
  const method = home === "schema" ? own["method"] : undefined;
  const named = method === undefined ? placed : { ...placed, method };
  const byDialect: TProperties = dialects === undefined ? {} : { dialects };
  const rules = entry["exactlyOneOf"] === undefined ? {} : { exactlyOneOf: entry["exactlyOneOf"] };
  return {
    create: typed<CreateArguments<Static<T>>>(
      operation(`create${X}`, "Creates: the entry as it would stand in a Schema.", { ...own, ...create, ...byDialect }, rules),
    ),
    drop: typed<DropArguments<Static<T>>>(
      operation(`drop${X}`, "Drops what is named; offline the whole entry may stand here.", {
        ...optional(own),
        ...named,
        ...identified,
        ...byDialect,
      }),
    ),
    alter: typed<AlterArguments<Static<T>>>(
      operation(`alter${X}`, "Names the object and gives what changes.", {
        ...patchProperties(own, [identity, "schema", ...(method === undefined ? [] : ["method"]), ...children]),
        ...named,
        ...identified,
        ...byDialect,
      }),
    ),
    rename: typed<RenameArguments>(
      operation(`rename${X}`, "Gives another name.", { from: name("The name it has."), to: name("The name it shall have."), ...named }),
    ),
  };
}
