import type { ObjectRef } from "../../../model/ref.ts";
import { quoteIdentifier } from "../quote.ts";

export const createSchema = ({ name }: ObjectRef): string => `CREATE SCHEMA ${quoteIdentifier(name)}`;
export const dropSchema = ({ name }: ObjectRef): string => `DROP SCHEMA ${quoteIdentifier(name)}`;
export const renameSchema = (from: ObjectRef, to: ObjectRef): string =>
  `ALTER SCHEMA ${quoteIdentifier(from.name)} RENAME TO ${quoteIdentifier(to.name)}`;
