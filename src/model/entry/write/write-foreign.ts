import type { ForeignDataWrapperEntry } from "../../kind/foreign-data-wrapper.shape.ts";
import type { ForeignServerEntry } from "../../kind/foreign-server.shape.ts";
import type { UserMapping } from "../../foreign-body.ts";
import type { SchemaObjectOf } from "../../object.ts";
import type { ObjectRef } from "../../ref.ts";
import { writeAccess } from "./write-access.ts";
import { writeAttributes } from "./write-attributes.ts";
import { nameSecrets, type SecretNamer } from "./name-secrets.ts";
import type { WriteSettings } from "./write-name.ts";

type Server = SchemaObjectOf<"foreignServer">;

export const writeForeignDataWrapper = (
  object: SchemaObjectOf<"foreignDataWrapper">,
  settings: WriteSettings,
): ForeignDataWrapperEntry => ({
  name: object.ref.name,
  ...writeAttributes(object),
  ...writeAccess(object),
  ...(object.body.handler === null ? {} : { handler: routine(object.body.handler, settings) }),
  ...(object.body.validator === null ? {} : { validator: routine(object.body.validator, settings) }),
  ...writeForeignOptions(object.body.options),
});

export const writeForeignServer = (object: Server): ForeignServerEntry => writeServer(object, nameSecrets([object]));

/** `secretName` names the secrets of all that stands in one set of documents. */
export const writeForeignServers = (objects: readonly Server[], secretName: SecretNamer): ForeignServerEntry[] =>
  objects.map((object) => writeServer(object, secretName));

const writeServer = (object: Server, secretName: SecretNamer): ForeignServerEntry => ({
  name: object.ref.name,
  ...writeAttributes(object),
  ...writeAccess(object),
  wrapper: object.body.wrapper,
  ...(object.body.type === null ? {} : { serverType: object.body.type }),
  ...(object.body.version === null ? {} : { serverVersion: object.body.version }),
  ...writeForeignOptions(object.body.options),
  ...(object.body.userMappings === undefined || object.body.userMappings.length === 0
    ? {}
    : {
        userMappings: object.body.userMappings.map((mapping) =>
          writeUserMapping(mapping, (option) => secretName(object.ref.name, mapping.role, option)),
        ),
      }),
});

function writeUserMapping(
  { role, options }: UserMapping,
  secretName: (option: string) => string,
): NonNullable<ForeignServerEntry["userMappings"]>[number] {
  if (options === null) return { role };
  return {
    role,
    options: Object.fromEntries(
      Object.entries(options).map(([name, value]) => [
        name,
        typeof value === "string" ? value : { secret: value.secret ?? secretName(name) },
      ]),
    ),
  };
}

export const writeForeignOptions = (options: Readonly<Record<string, string>>): { readonly options?: Record<string, string> } =>
  Object.keys(options).length === 0 ? {} : { options: { ...options } };

const routine = ({ schema, name }: ObjectRef, { defaultSchema }: WriteSettings): string =>
  schema === defaultSchema && !name.includes(".") ? name : `${schema}.${name}`;
