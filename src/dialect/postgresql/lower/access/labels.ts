import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { labelOn } from "../../object/access.ts";
import { statement } from "../statement/statements.ts";

/** The labels of an object that was just made, in the place of one that has them. */
export const sameLabels = ({ securityLabels = {} }: Pick<SchemaObject, "securityLabels">, object: SchemaObject): readonly Statement[] =>
  Object.entries(securityLabels).map(([provider, label]) => statement(labelOn(object, provider, label)));
