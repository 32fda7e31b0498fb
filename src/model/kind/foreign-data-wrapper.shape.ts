import { type Static, Type } from "@sinclair/typebox";
import { comment, entry, entryName, owner, renamedFrom } from "./entry.shape.ts";
import { name, options } from "./field.shape.ts";
import { grants } from "./grant.shape.ts";

export const foreignDataWrapperShape = entry("foreignDataWrapper", "A wrapper that reads foreign data, where no extension brings it.", {
  ...entryName,
  ...renamedFrom,
  ...comment,
  ...owner,
  handler: Type.Optional(name("Function that gives what reads foreign tables.")),
  validator: Type.Optional(name("Function that checks options.")),
  options: Type.Optional(options("Options of the wrapper.")),
  ...grants,
});
export type ForeignDataWrapperEntry = Static<typeof foreignDataWrapperShape>;
