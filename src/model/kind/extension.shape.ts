import { type Static, Type } from "@sinclair/typebox";
import { comment, entry, entryName, schemaName } from "./entry.shape.ts";
import { text } from "./field.shape.ts";

export const extensionShape = entry("extension", "An extension of the server.", {
  ...entryName,
  ...schemaName,
  ...comment,
  version: Type.Optional(text("Version to have; absent is whatever is there.")),
});
export type ExtensionEntry = Static<typeof extensionShape>;
