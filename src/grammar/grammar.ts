import type { PlacedAct } from "./ddl.ts";
import type { DdlKind } from "./ddl-kind.ts";
import type { DefinedKind, Definition, NameText } from "./definition.ts";

/** What an analysis of SQL text says about one statement of it. */
export interface AnalysedStatement {
  /** The statement's text as written, without its terminator. */
  readonly sql: string;
  /** Character offset inside the analysed text. */
  readonly offset: number;
  /** False where the server refuses to run it inside a transaction (CREATE INDEX CONCURRENTLY, VACUUM, …). */
  readonly transactional: boolean;
  /** BEGIN, COMMIT, … and COPY … FROM STDIN are refused in documents. */
  readonly refused: "transactionControl" | "copy" | null;
  /** Why it can lose data (TRUNCATE, DELETE without WHERE, DROP of what holds data), else null. */
  readonly dataLoss: string | null;
}

/** Why a text could not be analysed: the server's own message and where in the text. */
export interface SyntaxFault {
  readonly message: string;
  readonly offset: number;
}

/**
 * What a text stands for, which decides what may be in it. `expression`: something with a value. `assigned`: the same, or DEFAULT.
 * `query`: what gives rows. `view`: what a view may be made of. `type`: that of a column. `statements`: any number of them.
 * `definition`: what makes an object, whose own reader tells what is wrong with it but for the body of a routine.
 */
export type SqlForm = "expression" | "default" | "assigned" | "query" | "view" | "type" | "statements" | "definition";

export interface SqlPart {
  readonly text: string;
  readonly form: SqlForm;
}

/** Why a text cannot be what it stands for. */
export interface PartFault extends SyntaxFault {
  readonly code: "sql-syntax" | "unknown-function" | "column-in-default";
}

/** An object that is given as its statement: `name.schema` is null where the name stands bare. */
export interface DefinedObject extends Pick<Definition, "name" | "rest" | "additions"> {
  readonly kind: DdlKind;
  readonly arguments: readonly string[];
}

/** What a dialect says about text. Pure; needs no server. */
export interface Grammar {
  readonly dialect: string;
  /** Must be awaited once before `analyse`: loads the parser. Everything else works without. */
  ready(): Promise<void>;
  /** `onDemand`: what needs the parser throws ParserNotLoadedError before, so that it is loaded only where something does. Absent: it is always loaded. */
  readonly parser?: "onDemand";
  /** Splits text into statements by the database's own grammar. */
  analyse(sql: string): readonly AnalysedStatement[] | SyntaxFault;
  /** What the one CREATE statement makes of an object that documents give as SQL, or why it makes none. Absent: the dialect has none. */
  readDefinition?(sql: string): Definition | SyntaxFault;
  /** Wrappers, servers, languages and types that come with an extension, as `kind name`; undefined of one that nobody here knows. Absent: the dialect has no extensions. */
  broughtBy?(extension: string): readonly string[] | undefined;
  /** What stands behind the name of a base type, with what it is LIKE written out as far as `restOf` knows what stands behind the name of that. Absent: the dialect has none. */
  laidOut?(rest: string, restOf: (type: NameText) => string | undefined): string;
  /** The statements, one or more, that make an object of a kind that is given so. Absent: the dialect has none. */
  writeDefinition?(object: DefinedObject): readonly string[];
  /** What statements of DDL say of the state that is wanted. Absent: the dialect's documents give nothing so. */
  readDdl?(sql: string): readonly PlacedAct[] | SyntaxFault;
  /** Whether two texts behind the names of such statements say the same as far as text can tell. `schema`: the one that bare names lie in. */
  sameDefinition?(kind: DefinedKind, a: string, b: string, schema: string): boolean;
  /** What the database's own parser finds wrong with each text; null where it takes it. Whether what it names exists is not asked. Absent: only `analyse` can tell. */
  faultsOf?(parts: readonly SqlPart[]): Promise<readonly (PartFault | null)[]>;
  /** Names that an expression takes for columns of its own table, as the catalogue spells them. Needs the parser. Absent: nobody can tell. */
  columnsIn?(expression: string): readonly string[];
  /**
   * The dialect's canonical spelling of a type as written (`varchar(50)` → `character varying(50)`).
   * Names it does not know stay as they are, quoted where they must be; `resolve` gives the schema of a declared type (enum).
   */
  canonicalType(type: string, resolve: (name: string) => string | undefined): string;
  /** The type that a name which no type has most likely means. Absent: the dialect takes any name. */
  meantType?(name: string): string | undefined;
  /** A type as it is declared, where the database keeps that and it is more than another spelling of capitals; undefined: the canonical spelling says it. Absent: the database keeps none. */
  declaredType?(type: string): string | undefined;
  /** Whether a type of canonical spelling certainly takes no value of this text. Absent: only the server can tell. */
  refusesText?(type: string, text: string): boolean;
  /** Whether a column of a type of canonical spelling certainly takes no bare number, as value or default. Absent: only the server can tell. */
  refusesNumber?(type: string): boolean;
  /** A type of canonical spelling as it tells routines of one name apart: without length, precision or fields. Absent: no routines. */
  argumentType?(type: string): string;
  /**
   * How the dialect keeps a column that numbers itself, where it has one form for it: SQLite keeps any such column as
   * `integer`, and `serial` as `byDefault`. Absent: type and mode stay as asked.
   */
  identityColumn?(
    type: string,
    mode: "always" | "byDefault" | "serial",
  ): { readonly type: string; readonly mode: "always" | "byDefault" | "serial" };
  /** How long values of a type are kept where nobody says it. Absent: the dialect knows no other way. */
  usualStorage?(type: string): "plain" | "main" | "extended";
  /** `soleKey`: only the sole column of a primary key can number itself. Absent: any column can. */
  readonly numbers?: "soleKey";
  /** What a view that keeps the old name of a renamed table in use is like; absent: the dialect cannot keep one. */
  readonly oldNameView?: {
    /** Its options on a server of this version (null: none is known, so a current one). */
    options(serverVersion: string | null): Readonly<Record<string, string>>;
    /** Whether rows are written through it by the table's primary key. */
    readonly needsKey: boolean;
  };
  /** How triggers keep a second column in step with a renamed one: before a row is written, or after it. Absent: the dialect cannot. */
  readonly secondColumn?: { readonly filled: "beforeRow" | "afterRow" };
  quoteIdentifier(name: string): string;
  quoteLiteral(text: string): string;
  /** Longest identifier in bytes; longer ones are a diagnostic. */
  readonly identifierBytes: number;
  /** The name as it is compared with others, where two that are spelled otherwise mean the same. Absent: a name is its spelling. */
  sameName?(name: string): string;
  /** The namespaces that exist where nothing is said: `public`, `main`. */
  readonly defaultSchema: string;
}
