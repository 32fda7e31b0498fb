import { Type } from "@sinclair/typebox";
import { flag } from "./field.shape.ts";

/** When a constraint is checked. */
export const timing = {
  deferrable: Type.Optional(flag("May be checked at the end of the transaction.")),
  initiallyDeferred: Type.Optional(flag("Is checked at the end of the transaction unless SET CONSTRAINTS says otherwise.")),
};
/** Whether rows that are there already, or any, have been checked. */
export const enforcement = {
  notValid: Type.Optional(flag("Rows that were there are not checked yet.")),
  notEnforced: Type.Optional(flag("Not checked at all.")),
};
