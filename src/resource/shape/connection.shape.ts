import { type Static, Type } from "@sinclair/typebox";
import { choice, map, name, reference } from "../../model/kind/field.shape.ts";
import { type ValueSource, valueSourceShape } from "./value-source.shape.ts";

const value = Type.Optional(reference(valueSourceShape));

/** One URL, or its parts each on its own. */
export const connectionShape = map(
  "How to reach the database.",
  {
    url: value,
    host: value,
    port: value,
    user: value,
    password: value,
    database: value,
    directUrl: value,
    tls: Type.Optional(
      map("Encryption.", {
        mode: Type.Optional(choice("What is asked of the server.", "disable", "prefer", "require", "verifyCa", "verifyFull")),
        ca: value,
        cert: value,
        key: value,
      }),
    ),
    secrets: Type.Optional(
      Type.Unsafe<Record<string, ValueSource>>({
        type: "object",
        additionalProperties: reference(valueSourceShape),
        description:
          "Values that documents name by `{ secret: name }`. They stand in no plan, journal or log, and are compared with nothing: give a new value a new name.",
      }),
    ),
    role: Type.Optional(name("SET ROLE after connecting.")),
  },
  { excludes: { url: ["host", "port", "user", "password", "database"] } },
);
export type Connection = Static<typeof connectionShape>;
