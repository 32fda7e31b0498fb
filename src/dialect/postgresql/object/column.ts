import type { ColumnBody } from "../../../model/body.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { impliedNotNull } from "../../../model/naming.ts";
import { schemaOf } from "../../../model/ref.ts";
import { optionName, quoteIdentifier } from "../quote.ts";
import { newOptions } from "./foreign.ts";
import { sequenceOptions } from "./sequence.ts";

const serialTypes: Readonly<Record<string, string>> = { smallint: "smallserial", integer: "serial", bigint: "bigserial" };

/** A column as it stands in CREATE TABLE and ADD COLUMN. */
export function columnDefinition(column: SchemaObjectOf<"column">): string {
  const { ref, body } = column;
  const serial = body.identity?.mode === "serial" ? serialTypes[body.type] : undefined;
  const parts = [
    quoteIdentifier(ref.name),
    serial ?? body.type,
    body.foreignOptions === undefined ? "" : newOptions(body.foreignOptions).trimStart(),
    collation(body),
    identity(column),
    generated(body),
    body.default === null ? "" : `DEFAULT ${body.default.text}`,
    nullability(column, serial),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** `pg_catalog` is where a name without a schema is looked for first; `schema.name` names another. */
export const collation = ({ collation: name }: Pick<ColumnBody, "collation">): string =>
  name === null ? "" : `COLLATE ${optionName(name)}`;

/** `GENERATED … AS IDENTITY (options)`, without a trailing space. */
export function identity({ ref, body: { identity: is } }: SchemaObjectOf<"column">): string {
  if (is === null || is.mode === "serial") return "";
  const name = is.name === undefined ? "" : `SEQUENCE NAME ${quoteIdentifier(schemaOf(ref) ?? "")}.${quoteIdentifier(is.name)}`;
  const options = [name, sequenceOptions(is.sequence)].filter((part) => part !== "").join(" ");
  return `GENERATED ${is.mode === "always" ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY${options === "" ? "" : ` (${options})`}`;
}

const generated = ({ generated: is }: ColumnBody): string =>
  is === null ? "" : `GENERATED ALWAYS AS (${is.expression.text}) ${is.stored ? "STORED" : "VIRTUAL"}`;

/** The shorthand and an identity bring NOT NULL with them. */
function nullability(
  { ref, body: { nullable, identity: is, notNull = {} } }: SchemaObjectOf<"column">,
  serial: string | undefined,
): string {
  const name = notNull.implied === true ? impliedNotNull(ref) : notNull.name;
  if (nullable || (name === undefined && notNull.noInherit !== true && (serial !== undefined || is !== null))) return "";
  return `${name === undefined ? "" : `CONSTRAINT ${quoteIdentifier(name)} `}NOT NULL${notNull.noInherit === true ? " NO INHERIT" : ""}`;
}
