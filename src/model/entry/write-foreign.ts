import type { ForeignDataWrapperEntry } from "../kind/foreign-data-wrapper.shape.ts";
import type { ForeignServerEntry } from "../kind/foreign-server.shape.ts";
import type { SchemaObjectOf } from "../object.ts";
import type { ObjectRef } from "../ref.ts";
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
});

export const writeForeignOptions = (options: Readonly<Record<string, string>>): { readonly options?: Record<string, string> } =>
  Object.keys(options).length === 0 ? {} : { options: { ...options } };

const routine = ({ schema, name }: ObjectRef, { defaultSchema }: WriteSettings): string => (schema === defaultSchema && !name.includes(".") ? name : `${schema}.${name}`);
