import { InputError } from "../../core/error.ts";
import { quoteIdentifier } from "./quote.ts";
import { parseTypeText, type TypeText } from "./type-text.ts";

/** Names that PostgreSQL's grammar or catalogue gives to one type, and the one that `format_type` prints. */
const aliases: Readonly<Record<string, string>> = {
  int: "integer",
  int4: "integer",
  integer: "integer",
  int2: "smallint",
  smallint: "smallint",
  int8: "bigint",
  bigint: "bigint",
  float4: "real",
  real: "real",
  float8: "double precision",
  "double precision": "double precision",
  float: "double precision",
  bool: "boolean",
  boolean: "boolean",
  decimal: "numeric",
  dec: "numeric",
  numeric: "numeric",
  varchar: "character varying",
  "character varying": "character varying",
  "char varying": "character varying",
  "national character varying": "character varying",
  "national char varying": "character varying",
  "nchar varying": "character varying",
  char: "character",
  character: "character",
  nchar: "character",
  "national character": "character",
  "national char": "character",
  bpchar: "bpchar",
  bit: "bit",
  varbit: "bit varying",
  "bit varying": "bit varying",
  timestamp: "timestamp without time zone",
  timestamptz: "timestamp with time zone",
  time: "time without time zone",
  timetz: "time with time zone",
  interval: "interval",
  // What other engines call it; here it is no name of any type.
  blob: "bytea",
};

/** The other types of pg_catalog that a column can have; they print as they are called. */
const builtIn: ReadonlySet<string> = new Set(
  `aclitem box bytea cid cidr circle date datemultirange daterange gtsvector inet int2vector int4multirange int4range int8multirange int8range
  json jsonb jsonpath line lseg macaddr macaddr8 money name nummultirange numrange oid oidvector path pg_brin_bloom_summary
  pg_brin_minmax_multi_summary pg_dependencies pg_lsn pg_mcv_list pg_ndistinct pg_node_tree pg_snapshot point polygon refcursor
  regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype text tid tsmultirange
  tsquery tsrange tstzmultirange tstzrange tsvector txid_snapshot uuid xid xid8 xml`.split(/\s+/),
);

/** All that a column's type can be called here. */
export const typeNames: readonly string[] = [...Object.keys(aliases), ...builtIn];

/** What only a routine can take or give. */
const pseudo: ReadonlySet<string> = new Set(
  `anyarray anycompatible anycompatiblearray anycompatiblemultirange anycompatiblenonarray anycompatiblerange anyelement anyenum anymultirange anynonarray
  anyrange cstring event_trigger fdw_handler index_am_handler internal language_handler pg_ddl_command record table_am_handler trigger tsm_handler unknown void`.split(
    /\s+/,
  ),
);

/** Types of the catalogue that take a length, a precision or a scale. */
const measured: ReadonlySet<string> = new Set([
  "numeric",
  "character",
  "character varying",
  "bpchar",
  "bit",
  "bit varying",
  "interval",
  "timestamp without time zone",
  "timestamp with time zone",
  "time without time zone",
  "time with time zone",
]);

const serials: Readonly<Record<string, string>> = {
  smallserial: "smallint",
  serial2: "smallint",
  serial: "integer",
  serial4: "integer",
  bigserial: "bigint",
  serial8: "bigint",
};

/** The spelling that PostgreSQL's `format_type` prints for a type as written. @throws InputError where the text is no type, or a serial. */
export function canonicalType(text: string, resolve: (name: string) => string | undefined): string {
  const known = spelled.get(text);
  if (known !== undefined) return known;
  let asked: "yes" | "no" = "no";
  const spelling = spellType(text, (name) => {
    asked = "yes";
    return resolve(name);
  });
  if (asked === "no" && spelled.size < mostSpelled) spelled.set(text, spelling);
  return spelling;
}

/** By what was written, where that alone decides: a few dozen types make up nearly all columns. */
const spelled = new Map<string, string>();
const mostSpelled = 1024;

function spellType(text: string, resolve: (name: string) => string | undefined): string {
  const type = parseTypeText(text);
  if (type === null)
    throw fault("invalid-type", `"${text}" is not a type`, "Write a type as PostgreSQL knows it, e.g. integer, numeric(10,2), text[]");
  const element =
    type.schema === null || type.schema === "pg_catalog"
      ? canonicalName(type, resolve)
      : `${quoteIdentifier(type.schema)}.${quoteIdentifier(type.name)}${modifiers(type)}`;
  return type.array ? `${element}[]` : element;
}

function canonicalName(type: TypeText, resolve: (name: string) => string | undefined): string {
  // "char" in quotes is a type of its own, of one byte; "any" needs them as a keyword.
  if (type.quoted && (type.name === "char" || type.name === "any")) return `"${type.name}"`;
  const plain = !type.quoted || type.schema === "pg_catalog";
  const integer = plain ? serials[type.name] : undefined;
  if (integer !== undefined)
    throw fault(
      "serial-type",
      `${type.name} is not a type but a shorthand`,
      `Write type: ${integer} and identity: always (or identity: serial to keep a sequence default)`,
    );
  const name = plain ? aliases[type.name] : undefined;
  const ownName = name ?? (builtIn.has(type.name) || pseudo.has(type.name) ? type.name : undefined);
  if (ownName !== undefined && type.modifiers.length > 0 && type.name !== "float" && !measured.has(ownName))
    throw fault("invalid-type", `${ownName} takes no length or precision`, `Write type: ${ownName}`);
  if (name !== undefined) return spell(name, type);
  if (ownName !== undefined) return ownName;
  const schema = resolve(type.name);
  return `${schema === undefined ? "" : `${quoteIdentifier(schema)}.`}${quoteIdentifier(type.name)}${modifiers(type)}`;
}

function spell(name: string, type: TypeText): string {
  const [first] = type.modifiers;
  switch (name) {
    case "double precision":
      return type.name === "float" && first !== undefined && Number(first) <= 24 ? "real" : name;
    case "numeric":
      return first === undefined ? name : `numeric(${first},${type.modifiers[1] ?? "0"})`;
    case "character":
    case "bit":
      return `${name}(${first ?? "1"})`;
    case "bpchar":
      return first === undefined ? name : `character(${first})`;
    case "timestamp without time zone":
    case "time without time zone": {
      const [word] = name.split(" ");
      return `${word}${modifiers(type)} ${type.timeZone === "with" ? "with" : "without"} time zone`;
    }
    case "timestamp with time zone":
    case "time with time zone":
      return `${name.split(" ")[0]}${modifiers(type)} with time zone`;
    case "interval":
      return `interval${type.fields === null ? "" : ` ${type.fields}`}${modifiers(type)}`;
    default:
      return `${name}${modifiers(type)}`;
  }
}

/** A canonical type as PostgreSQL keeps that of an argument: without modifiers. */
export function argumentType(type: string): string {
  const parsed = parseTypeText(type);
  if (parsed === null) return type;
  const { schema, name, quoted, timeZone, array } = parsed;
  // Where there are no modifiers, the server prints `bpchar` as `character`.
  const bare = quoted ? `"${name.replaceAll('"', '""')}"` : name === "bpchar" ? "character" : name;
  const element =
    schema !== null ? `${quoteIdentifier(schema)}.${quoteIdentifier(name)}` : `${bare}${timeZone === null ? "" : ` ${timeZone} time zone`}`;
  return array ? `${element}[]` : element;
}

const modifiers = (type: TypeText): string => (type.modifiers.length === 0 ? "" : `(${type.modifiers.join(",")})`);

const fault = (code: string, message: string, remedy: string): InputError => new InputError(message, { code, remedy });
