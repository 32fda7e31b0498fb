import { type Static, Type } from "@sinclair/typebox";
import { comment, entry, entryName, owner, renamedFrom } from "./entry.shape.ts";
import { map, name, options } from "./field.shape.ts";
import { grants } from "./grant.shape.ts";
import { secretNamePattern } from "./secret-name.shape.ts";

const userMapping = map("As whom a role comes to the server.", {
  role: name("Role; public is every role that has none of its own."),
  options: Type.Optional(
    Type.Unsafe<Record<string, string | number | boolean | { secret: string }>>({
      type: "object",
      additionalProperties: {
        type: ["string", "number", "boolean", "object"],
        properties: { secret: { type: "string", pattern: secretNamePattern } },
        required: ["secret"],
        additionalProperties: false,
      },
      description:
        "What the wrapper takes, such as user; `{}` is nothing, absent is not compared. A secret stands as `{ secret: name }`: its value is what `spec.connection.secrets` of the Database has under that name.",
    }),
  ),
});

export const foreignServerShape = entry("foreignServer", "A server of foreign data.", {
  ...entryName,
  ...renamedFrom,
  ...comment,
  ...owner,
  wrapper: name("Foreign-data wrapper that it is reached by."),
  serverType: Type.Optional(name("What the wrapper takes for its type.")),
  serverVersion: Type.Optional(name("What the wrapper takes for its version.")),
  options: Type.Optional(options("Options of the server, such as host and dbname.")),
  userMappings: Type.Optional(
    Type.Array(userMapping, { description: "As whom roles come to the server; `[]` is none, absent is not compared." }),
  ),
  ...grants,
});
export type ForeignServerEntry = Static<typeof foreignServerShape>;
