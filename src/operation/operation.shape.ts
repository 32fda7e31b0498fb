import { Type, type Static, type TObject, type TProperties } from "@sinclair/typebox";
import { map, type Rules } from "../model/kind/field.shape.ts";
import { dialectsOf } from "../model/kind/patch.shape.ts";

/** The arguments of one operation; what differs by dialect stands under `dialects`, as on any entry. */
export function operation<P extends TProperties>($id: string, description: string, properties: P, rules: Rules = {}) {
  const withDialects = { ...properties, dialects: Type.Optional(dialectsOf<Static<TObject<P>>>(properties, ["dialects"])) };
  return map(description, withDialects, { ...rules, $id } as Rules);
}
