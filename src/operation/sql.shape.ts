import { type Static, Type } from "@sinclair/typebox";
import { flag, name, sqlText } from "../model/kind/field.shape.ts";
import { operation } from "./operation.shape.ts";

/** Text or file; neither where every dialect has its own under `dialects`. */
export const sqlShape = operation(
  "sql",
  "Statements in the database's own language.",
  {
    text: Type.Optional(sqlText("The statements.")),
    file: Type.Optional(name("File with the statements, relative to the document.")),
    transaction: Type.Optional(flag("false: cannot run inside a transaction, where keelson does not see it by itself.")),
  },
  { atMostOneOf: ["text", "file"] },
);
export type SqlArguments = Static<typeof sqlShape>;
