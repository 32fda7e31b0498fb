import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import type { DdlKind } from "../../../../model/ref.ts";
import { createDdl, ddlAddress, definedObject } from "../../object/ddl.ts";
import { statement } from "../statement/statements.ts";

/** An object that is given as its statement. */
export type DdlObject = Extract<SchemaObject, { readonly kind: DdlKind }>;

export const makeDdl = (object: DdlObject): readonly Statement[] =>
  createDdl(definedObject(object as SchemaObjectOf<DdlKind>)).map((sql) => statement(sql));
export const dropDdl = ({ ref }: DdlObject): Statement => statement(`DROP ${ddlAddress(ref)}`);
