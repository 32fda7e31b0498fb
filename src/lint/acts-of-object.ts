import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import type { ObjectRef } from "../model/ref.ts";
import type { Act, ActOf, Named } from "../port/act.ts";
import { traitsOfColumn } from "./traits-of-column.ts";

/** How a ref is named in acts: a part by its table. */
export const namedOf = ({ schema, name }: ObjectRef): Named => (schema === undefined ? { name } : { schema, name });

/** What the definition of an object does; `model` holds it with all its parts. */
export function actsOfObject(object: SchemaObject, model: Model, to: ActOf<"defineColumn">["to"]): readonly Act[] {
  const define: Act = { kind: "define", object };
  if (object.kind !== "column" || object.ref.parent === undefined) return [define];
  return [define, { kind: "defineColumn", table: namedOf(object.ref.parent), column: traitsOfColumn(object, model), to }];
}
