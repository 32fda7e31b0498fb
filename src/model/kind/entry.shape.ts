import { type Static, type TObject, type TProperties, Type } from "@sinclair/typebox";
import { name, names, type Rules, reference, text, texts } from "./field.shape.ts";
import { dialectsOf } from "./patch.shape.ts";
import { staticWhenShape } from "./when.shape.ts";

/** What identifies an entry or decides about it, and so no dialect changes. */
export const fixedKeys = ["name", "signature", "schema", "renamedFrom", "dialects", "when"] as const;

/** One entry of a Schema document: its own fields, and `dialects` and `when`, which every entry has. */
export function entry<P extends TProperties>($id: string, description: string, properties: P, rules: Rules = {}) {
  return Type.Object(
    {
      ...properties,
      dialects: Type.Optional(dialectsOf<Static<TObject<P>>>(properties, fixedKeys)),
      when: Type.Optional(reference(staticWhenShape)),
    },
    { $id, additionalProperties: false, description, ...rules },
  );
}

export const entryName = { name: name("Exact name, case kept.") };
export const schemaName = { schema: Type.Optional(name("Schema that the name lies in; the name beside it is then not split at a dot.")) };
export const comment = { comment: Type.Optional(text('Comment in the catalogue; `""` is none, absent is not compared.')) };
export const owner = { owner: Type.Optional(text('Owning role; `""` is none, absent is not compared.')) };
export const securityLabels = {
  securityLabels: Type.Optional(texts("Security labels by provider; `{}` is none, absent is not compared.")),
};
export const renamedFrom = {
  renamedFrom: Type.Optional(names("Earlier names: the data is kept where one of them is live and the new name is not.")),
};
