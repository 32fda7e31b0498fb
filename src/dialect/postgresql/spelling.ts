import type { Expression } from "../../model/expression.ts";
import type { SchemaObject, SchemaObjectOf } from "../../model/object.ts";
import { known, type Model } from "../../model/model.ts";
import type { ObjectRef } from "../../model/ref.ts";
import type { PublishedTable } from "../../model/publication-body.ts";
import { schemaOf } from "../../model/ref.ts";
import { partitionBounds, partitionBy } from "./object/partitioning.ts";
import { columnList, quoteIdentifier, quoteLiteral } from "./quote.ts";
import { spellFiring, spellRoutine, spellStatistics } from "./spell-definition.ts";
import { temporaryName } from "./temporary-twin.ts";

/** How the server is made to spell one expression: what to create with it, and where to read it back. */
export interface Spelling {
  /** The table whose columns it may use; null for a query. */
  readonly table: ObjectRef | null;
  readonly schema: string;
  readonly text: string | null;
  create(text: string): string;
  readonly read: string;
}

const probe = "keelson_question";
const relation = `'pg_temp.${probe}'::regclass`;

/** The expression at `field` of an object's body, and how to have it spelled. */
export function spellingOf(object: SchemaObject, field: string, desired: Model): Spelling {
  const schema = schemaOf(object.kind === "publication" ? publishedAt(object, field) : object.ref) ?? "";
  const text = expressionAt(object.body, field)?.text ?? null;
  if ((object.kind === "view" || object.kind === "table") && field.startsWith("columnSettings."))
    return spellingOfSetting(object, field, { schema, text });
  if (object.kind === "view") {
    const columns = object.body.columns === null ? "" : ` ${columnList(object.body.columns)}`;
    return {
      table: null,
      schema,
      text,
      create: (query) => `CREATE TEMPORARY VIEW ${probe}${columns} AS ${query}`,
      read: `SELECT rtrim(pg_get_viewdef(${relation}), '; ')`,
    };
  }
  if (object.kind === "table") return spellingOfTable(object, field, desired, { schema, text });
  if (object.kind === "domain") return spellingOfDomain(object, field, { table: null, schema, text });
  if (object.kind === "function" || object.kind === "procedure") return spellRoutine(object, { table: null, schema, text });
  const told =
    object.kind === "statistics" ? object.uses?.map(({ parent, ...ref }) => parent ?? ref).find(({ kind }) => kind === "table") : undefined;
  if (told !== undefined) return spellStatistics(told, { schema, text });
  const table = object.kind === "publication" ? publishedAt(object, field) : (object.ref.parent ?? null);
  if (table === null) return { table, schema, text: null, create: () => "", read: "" };
  if (object.kind === "trigger" || object.kind === "rule") return spellFiring(object, { table, schema, text });
  const twin = temporaryName(table);
  const regclass = `${quoteLiteral(twin)}::regclass`;
  const common = { table, schema, text };
  const indexed = (key: string, read: string): Spelling => ({
    ...common,
    create: (written) => `CREATE INDEX ${probe} ON ${twin} ${key.replace("?", () => written)}`,
    read,
  });
  if (field === "where" || object.kind === "publication")
    return indexed("((1)) WHERE (?\n)", `SELECT pg_get_expr(indpred, indrelid) FROM pg_index WHERE indexrelid = ${relation}`);
  if (field.startsWith("keys.") || field.startsWith("elements."))
    return indexed("((?\n))", `SELECT pg_get_indexdef(${relation}, 1, false)`);
  if (object.kind === "check")
    return {
      ...common,
      create: (written) => `ALTER TABLE ${twin} ADD CONSTRAINT ${probe} CHECK (${written}\n)`,
      read: `SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conrelid = ${regclass} AND conname = '${probe}'`,
    };
  if (object.kind === "policy") {
    const [clause, stored] = field === "using" ? ["USING", "polqual"] : ["WITH CHECK", "polwithcheck"];
    return {
      ...common,
      create: (written) => `CREATE POLICY ${probe} ON ${twin} ${clause} (${written}\n)`,
      read: `SELECT pg_get_expr(${stored}, polrelid) FROM pg_policy WHERE polrelid = ${regclass} AND polname = '${probe}'`,
    };
  }
  const column = field === "default" ? object.ref.name : probe;
  const read = `SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE adrelid = ${regclass} AND attname = ${quoteLiteral(column)}`;
  if (field === "default")
    return { ...common, create: (written) => `ALTER TABLE ${twin} ALTER COLUMN ${quoteIdentifier(column)} SET DEFAULT ${written}`, read };
  const type = object.kind === "column" ? object.body.type : "text";
  return {
    ...common,
    create: (written) => `ALTER TABLE ${twin} ADD COLUMN ${probe} ${type} GENERATED ALWAYS AS (${written}\n) STORED`,
    read,
  };
}

/** The default of a column that comes from elsewhere, as one of a twin. */
function spellingOfSetting(
  { ref, body }: SchemaObjectOf<"table"> | SchemaObjectOf<"view">,
  field: string,
  common: Pick<Spelling, "schema" | "text">,
): Spelling {
  const column = body.columnSettings?.[Number(field.split(".")[1])]?.column ?? "";
  const twin = temporaryName(ref);
  return {
    ...common,
    table: ref,
    create: (written) => `ALTER TABLE ${twin} ALTER COLUMN ${quoteIdentifier(column)} SET DEFAULT ${written}`,
    read: `SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE adrelid = ${quoteLiteral(twin)}::regclass AND attname = ${quoteLiteral(column)}`,
  };
}

/** The table of which a publication has some rows. */
const publishedAt = ({ body: { tables } }: SchemaObjectOf<"publication">, field: string): ObjectRef =>
  (tables[Number(field.split(".")[1])] as PublishedTable).table;

/** An expression among the keys, or bounds: these as a partition of a twin that is spread alike. */
function spellingOfTable(
  { ref, body }: SchemaObjectOf<"table">,
  field: string,
  desired: Model,
  common: Pick<Spelling, "schema" | "text">,
): Spelling {
  if (field.startsWith("partitionBy.")) {
    const twin = temporaryName(ref);
    return {
      ...common,
      table: ref,
      create: (written) => `CREATE INDEX ${probe} ON ${twin} ((${written}\n))`,
      read: `SELECT pg_get_indexdef(${relation}, 1, false)`,
    };
  }
  const whole = body.partitionOf?.table ?? ref;
  const parent = known(desired.get({ ...whole, kind: "table" }))?.body.partitionBy;
  const spread = parent === undefined ? "" : partitionBy(parent);
  return {
    ...common,
    table: whole,
    create: (written) =>
      `CREATE TEMPORARY TABLE ${probe}_whole (LIKE ${temporaryName(whole)}) ${spread}; CREATE TEMPORARY TABLE ${probe} PARTITION OF ${probe}_whole ${partitionBounds(written)}`,
    read: `SELECT regexp_replace(pg_get_expr(relpartbound, oid), '^FOR VALUES ', '') FROM pg_class WHERE oid = ${relation}`,
  };
}

function spellingOfDomain(
  { body }: SchemaObjectOf<"domain">,
  field: string,
  common: Pick<Spelling, "table" | "schema" | "text">,
): Spelling {
  const type = `'pg_temp.${probe}'::regtype`;
  const create = (rest: string) => `CREATE DOMAIN pg_temp.${probe} AS ${body.type} ${rest}`;
  return field === "default"
    ? {
        ...common,
        create: (written) => create(`DEFAULT ${written}`),
        read: `SELECT pg_get_expr(typdefaultbin, 0) FROM pg_type WHERE oid = ${type}`,
      }
    : {
        ...common,
        create: (written) => create(`CHECK (${written}\n)`),
        read: `SELECT pg_get_expr(conbin, 0) FROM pg_constraint WHERE contypid = ${type} AND contype = 'c'`,
      };
}

/** Follows a path like `keys.0.expression`. */
function expressionAt(body: object, field: string): Expression | undefined {
  let value: unknown = body;
  for (const part of field.split(".")) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[part];
  return typeof value === "object" && value !== null && "text" in value ? (value as Expression) : undefined;
}
