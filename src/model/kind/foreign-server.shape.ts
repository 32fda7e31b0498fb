import { type Static, Type } from "@sinclair/typebox";
import { comment, entry, entryName, owner, renamedFrom } from "./entry.shape.ts";
import { name, options } from "./field.shape.ts";
import { grants } from "./grant.shape.ts";

export const foreignServerShape = entry("foreignServer", "A server of foreign data.", {
  ...entryName,
  ...renamedFrom,
  ...comment,
  ...owner,
  wrapper: name("Foreign-data wrapper that it is reached by."),
  serverType: Type.Optional(name("What the wrapper takes for its type.")),
  serverVersion: Type.Optional(name("What the wrapper takes for its version.")),
  options: Type.Optional(options("Options of the server, such as host and dbname.")),
  ...grants,
});
export type ForeignServerEntry = Static<typeof foreignServerShape>;
