import type { ForeignDataWrapperEntry } from "../../kind/foreign-data-wrapper.shape.ts";
import type { ForeignServerEntry } from "../../kind/foreign-server.shape.ts";
import type { UserMapping } from "../../foreign-body.ts";
import type { SchemaObjectOf } from "../../object.ts";
import type { ObjectRef } from "../../ref.ts";
import { writeAccess } from "./write-access.ts";
import { writeAttributes } from "./write-attributes.ts";
import type { WriteSettings } from "./write-name.ts";

export const writeForeignDataWrapper = (object: SchemaObjectOf<"foreignDataWrapper">, settings: WriteSettings): ForeignDataWrapperEntry => ({
  name: object.ref.name,
  ...writeAttributes(object), ...writeAccess(object),
  ...(object.body.handler === null ? {} : { handler: routine(object.body.handler, settings) }),
  ...(object.body.validator === null ? {} : { validator: routine(object.body.validator, settings) }),
  ...writeForeignOptions(object.body.options),
});

export const writeForeignServer = (object: SchemaObjectOf<"foreignServer">): ForeignServerEntry => ({
  name: object.ref.name,
  ...writeAttributes(object), ...writeAccess(object),
  wrapper: object.body.wrapper,
  ...(object.body.type === null ? {} : { serverType: object.body.type }),
  ...(object.body.version === null ? {} : { serverVersion: object.body.version }),
  ...writeForeignOptions(object.body.options),
  ...(object.body.userMappings === undefined || object.body.userMappings.length === 0 ? {} : { userMappings: object.body.userMappings.map((mapping) => writeUserMapping(object.ref.name, mapping)) }),
});

function writeUserMapping(server: string, { role, options }: UserMapping): NonNullable<ForeignServerEntry["userMappings"]>[number] {
  const entries = Object.entries(options ?? {}).map(([name, value]) => [name, typeof value === "string" ? value : { secret: value.secret ?? secretName(server, role, name) }] as const);
  return { role, ...(entries.length === 0 ? {} : { options: Object.fromEntries(entries) }) };
}

/** A name for a secret of which only is known that it is there. */
const secretName = (...parts: readonly string[]): string => parts.join("_").toLowerCase().replaceAll(/[^a-z0-9_]/g, "_").replace(/^(?=\d)/, "_");

export const writeForeignOptions = (options: Readonly<Record<string, string>>): { readonly options?: Record<string, string> } =>
  Object.keys(options).length === 0 ? {} : { options: { ...options } };

const routine = ({ schema, name }: ObjectRef, { defaultSchema }: WriteSettings): string => (schema === defaultSchema && !name.includes(".") ? name : `${schema}.${name}`);
