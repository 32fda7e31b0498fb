import type { SchemaObject } from "../../../model/object.ts";
import { quoteLiteral } from "../quote.ts";
import { addressOf } from "./address.ts";

/** `COMMENT ON …`; no text takes the comment away. */
export const commentOn = (object: SchemaObject, text: string | null | undefined): string =>
  `COMMENT ON ${addressOf(object)} IS ${text ? quoteLiteral(text) : "NULL"}`;
