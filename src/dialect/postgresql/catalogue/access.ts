import type { AccessField } from "../../../model/access.ts";
import { sequenceOf } from "../../../model/column-sequence.ts";
import { defaultGrants, type Grant } from "../../../model/grant.ts";
import { isDdlObject, type SchemaObject, type SchemaObjectOf } from "../../../model/object.ts";
import type { DdlKind, ObjectKind, ObjectRef } from "../../../model/ref.ts";
import { argumentList, schemaOf } from "../../../model/ref.ts";
import { accessSql } from "./access-sql.ts";
import { type AclItem, grantsIn } from "./acl.ts";
import { type Query, rowsOf } from "./query.ts";
import { takesLabels } from "../../../model/security-label.ts";
import { readLabels } from "./security-labels.ts";

/** The catalogue in which a kind has owner and privileges; null: it has none of its own. */
type Catalogue =
  | "schema"
  | "relation"
  | "type"
  | "column"
  | "routine"
  | "eventTrigger"
  | "foreignDataWrapper"
  | "foreignServer"
  | "publication"
  | "subscription";
const catalogues: Readonly<Record<Exclude<ObjectKind, DdlKind>, Catalogue | null>> = {
  schema: "schema",
  extension: null,
  enum: "type",
  domain: "type",
  compositeType: "type",
  rangeType: "type",
  sequence: "relation",
  function: "routine",
  procedure: "routine",
  aggregate: "routine",
  table: "relation",
  view: "relation",
  column: "column",
  primaryKey: null,
  unique: null,
  check: null,
  foreignKey: null,
  exclude: null,
  index: null,
  trigger: null,
  rule: null,
  eventTrigger: "eventTrigger",
  policy: null,
  foreignDataWrapper: "foreignDataWrapper",
  foreignServer: "foreignServer",
  publication: "publication",
  subscription: "subscription",
  setting: null,
  defaultPrivileges: null,
};

/** An object with another owner than the role that looks, or with other privileges than a new one has. */
interface Row {
  readonly catalogue: Catalogue;
  readonly schema: string | null;
  readonly name: string;
  readonly column: string | null;
  /** Of a routine, the types of its arguments. */
  readonly arguments: readonly string[] | null;
  readonly owner: string;
  /** null: those of a new one. */
  readonly acl: readonly AclItem[] | null;
  readonly implied: readonly AccessField[];
}

interface Found {
  readonly role: string;
  readonly version: number;
  readonly rows: readonly Row[] | null;
  /** Namespaces in which default privileges apply. */
  readonly byDefault: readonly string[] | null;
  /** Whether anything may be labelled. */
  readonly labelled: boolean;
}

/** What gives each object of the model the access that it has: owner and grants, whatever its kind. */
export async function readAccess(query: Query, schemas: readonly string[]): Promise<(object: SchemaObject) => SchemaObject> {
  const [{ role, version, rows, byDefault, labelled }] = (await rowsOf<Found>(query, accessSql(schemas))) as readonly [Found];
  const major = Math.floor(version / 10_000);
  const found = new Map((rows ?? []).map((row) => [foundKey(row), row]));
  const labels = labelled ? await readLabels(query, schemas, foundKey) : null;
  const ofColumns = Map.groupBy(
    (rows ?? []).filter(({ catalogue }) => catalogue === "column"),
    (row) => keyOf("relation", row.schema ?? "", row.name, ""),
  );
  const mine = { owner: role, implied: ["owner"] as readonly AccessField[] };
  // Most have these; they share them.
  const usual = (kind: ObjectKind) => ({ owner: role, grants: defaultGrants(kind), implied: bothImplied });
  const marked = (object: SchemaObject): SchemaObject =>
    object.kind === "schema" && byDefault?.includes(object.ref.name) === true ? { ...object, grantsByDefault: true } : object;
  const labelsOf = (object: SchemaObject): Pick<SchemaObject, "securityLabels"> => {
    const catalogue = labels === null ? null : isDdlObject(object) ? labelledDdl[object.kind] : catalogues[object.kind];
    const securityLabels = catalogue == null ? undefined : labels?.get(rowKey(catalogue, object.ref));
    return securityLabels === undefined ? unlabelled : { securityLabels };
  };
  return (given) => {
    const object = marked(given);
    const labelled = takesLabels(object.kind) ? labelsOf(object) : noLabels;
    if (isDdlObject(object)) return takesLabels(object.kind) ? { ...object, ...labelled } : object;
    const catalogue = catalogues[object.kind];
    if (catalogue === null) return object;
    // Nearly every object is a column, and few columns have any.
    const row = catalogue === "column" && ofColumns.size === 0 ? undefined : found.get(rowKey(catalogue, object.ref));
    // As it was read, so that there are not two of each.
    if (object.kind === "column" && row === undefined && labels === null && object.body.identity === null) return object;
    if (object.kind === "column")
      return {
        ...object,
        ...labelled,
        grants: row === undefined ? none : grantsOf(row, "column", major),
        ...sequenceGrants(object, found, major),
      };
    const columns = object.kind === "view" ? (ofColumns.get(rowKey(catalogue, object.ref)) ?? []) : [];
    if (row === undefined && columns.length === 0) return { ...object, ...labelled, ...usual(object.kind) };
    const { owner, implied, acl } = row ?? { ...mine, acl: null };
    const own = row === undefined || acl === null ? defaultGrants(object.kind) : grantsOf(row, object.kind, major);
    const isUsual = acl === null && columns.length === 0;
    return {
      ...object,
      ...labelled,
      owner,
      implied: isUsual ? [...implied, "grants"] : implied,
      grants: [...own, ...columns.flatMap((each) => columnGrants(each, major))],
    };
  };
}

// Nearly all have these; they share them.
const none: readonly Grant[] = [];
const unlabelled = { securityLabels: {} } as const;
/** What a column is read with that nobody gave a privilege or a label. */
export const ofUsualColumn = { ...unlabelled, grants: none };
const noLabels: Pick<SchemaObject, "securityLabels"> = {};
const bothImplied: readonly AccessField[] = ["owner", "grants"];

const keyOf = (catalogue: string, schema: string, name: string, column: string): string =>
  `${catalogue}\u0001${schema}\u0001${name}\u0001${column}`;

const foundKey = ({
  catalogue,
  schema,
  name,
  arguments: types,
  column,
}: Pick<Row, "schema" | "name" | "arguments" | "column"> & { readonly catalogue: string }): string =>
  keyOf(catalogue, schema ?? "", `${name}${argumentList({ arguments: types ?? undefined })}`, column ?? "");

/** Of what is given as its statement, and has its access read with it. */
const labelledDdl: { readonly [K in DdlKind]?: Catalogue | "language" } = { baseType: "type", language: "language" };

function rowKey(catalogue: Catalogue | "language", ref: ObjectRef): string {
  if (catalogue === "schema") return keyOf(catalogue, "", ref.name, "");
  const schema = schemaOf(ref) ?? "";
  if (catalogue === "routine") return keyOf(catalogue, schema, `${ref.name}${argumentList(ref)}`, "");
  return catalogue === "column" ? keyOf(catalogue, schema, ref.parent?.name ?? "", ref.name) : keyOf(catalogue, schema, ref.name, "");
}

const grantsOf = ({ owner, acl, catalogue }: Row, kind: ObjectKind, major: number): readonly Grant[] =>
  grantsIn(acl ?? [], catalogue === "column" ? null : owner, kind, major);

function sequenceGrants(
  column: SchemaObjectOf<"column">,
  found: ReadonlyMap<string, Row>,
  major: number,
): Pick<SchemaObject, "sequenceGrants" | "implied"> {
  if (column.body.identity === null) return {};
  const row = found.get(rowKey("relation", sequenceOf(column)));
  return row === undefined || row.acl === null ? usualOfSequence : { sequenceGrants: grantsOf(row, "sequence", major) };
}

const usualOfSequence = { sequenceGrants: none, implied: ["sequenceGrants"] as readonly AccessField[] };

const columnGrants = (row: Row, major: number): readonly Grant[] =>
  grantsOf(row, "column", major).map((grant) => ({ ...grant, column: row.column ?? "" }));
