import type { ExtensionBody } from "../../../model/type-body.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";

export function createExtension({ name }: ObjectRef, { schema, version }: ExtensionBody): string {
  const where = schema === null ? "" : ` SCHEMA ${quoteIdentifier(schema)}`;
  return `CREATE EXTENSION ${quoteIdentifier(name)}${where}${version === null ? "" : ` VERSION ${quoteLiteral(version)}`}`;
}
export const dropExtension = ({ name }: ObjectRef): string => `DROP EXTENSION ${quoteIdentifier(name)}`;
export const moveExtension = ({ name }: ObjectRef, schema: string): string =>
  `ALTER EXTENSION ${quoteIdentifier(name)} SET SCHEMA ${quoteIdentifier(schema)}`;
export const updateExtension = ({ name }: ObjectRef, version: string): string =>
  `ALTER EXTENSION ${quoteIdentifier(name)} UPDATE TO ${quoteLiteral(version)}`;
