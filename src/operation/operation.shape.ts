import { type Static, type TObject, type TProperties, Type } from "@sinclair/typebox";
import { map, type Rules } from "../model/kind/field.shape.ts";
import { dialectsOf } from "../model/kind/patch.shape.ts";

/** The arguments of one operation; what differs by dialect stands under `dialects`, as on any entry. */
export function operation<P extends TProperties>($id: string, description: string, properties: P, rules: Rules = {}) {
  const dialects = dialectsOf<Static<TObject<P>>>(properties, ["dialects"]);
  return map(description, { dialects: Type.Optional(dialects), ...properties }, { ...rules, $id } as Rules);
}
