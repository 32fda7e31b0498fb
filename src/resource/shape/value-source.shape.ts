import { type Static, Type } from "@sinclair/typebox";
import { map, name, text } from "../../model/kind/field.shape.ts";

const keyOf = (what: string) => map(`A key of a ${what}.`, { name: name(`Name of the ${what}.`), key: name("Key in it.") });

/** Where a value comes from; secrets by reference only in a cluster. */
export const valueSourceShape = Type.Object(
  {
    secretKeyRef: Type.Optional(keyOf("Secret")),
    configMapKeyRef: Type.Optional(keyOf("ConfigMap")),
    env: Type.Optional(name("Environment variable.")),
    file: Type.Optional(name("File that holds it, relative to the document.")),
    value: Type.Optional(text("The value itself.")),
  },
  {
    $id: "valueSource",
    additionalProperties: false,
    exactlyOneOf: ["secretKeyRef", "configMapKeyRef", "env", "file", "value"],
    description: "Where the value comes from.",
  },
);
export type ValueSource = Static<typeof valueSourceShape>;

export const secretRef = map("A Secret of the same namespace.", { name: name("Name of the Secret.") });
export const selector = map("Objects by their labels.", {
  matchLabels: Type.Optional(Type.Record(Type.String(), Type.String(), { description: "Labels that they have." })),
});
