import type { DdlAct, PlacedAct } from "../../grammar/ddl.ts";
import type { Definition, NameText } from "../../grammar/definition.ts";
import type { EntryContext, EntryPath } from "../../model/entry/entry-context.ts";
import { kept } from "../../model/entry/kept.ts";
import { overlay } from "../../model/entry/overlay.ts";
import { namedBy } from "../../model/entry/read/read-ddl-object.ts";
import { ddlTraits } from "../../model/kind/ddl-kinds.ts";
import { type DdlKind, isDdlKind } from "../../model/ref.ts";
import { standingSchemas, withoutImplied } from "./ddl-attributes.ts";
import { DdlEntries } from "./ddl-entries.ts";
import { attributesOfGrants } from "../object-grants.ts";
import { DefaultPrivilegesPieces } from "./default-privileges-pieces.ts";
import type { SchemaResource } from "../resource.ts";
import type { SchemaSpec } from "../shape/schema.shape.ts";

/** What a document says of an object apart from its entry. */
export type AttributeAct = Extract<DdlAct, { readonly act: "owner" | "comment" | "securityLabel" | "grant" | "revoke" }>;

/** Entries of one document, and how a path below them leads to where they are written. */
export interface Piece {
  readonly spec: SchemaSpec;
  readonly at: (path: EntryPath) => EntryPath;
}

/** A trigger or rule, which lies on a relation. */
export interface DefinedPart {
  readonly definition: Definition;
  readonly sql: string;
  readonly path: EntryPath;
  /** What another statement says of it. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface Pieces {
  readonly pieces: readonly Piece[];
  readonly parts: readonly DefinedPart[];
  readonly attributes: readonly { readonly act: AttributeAct; readonly path: EntryPath }[];
}

/** A document's entries as they are written, and those that its SQL stands for, each told where it stands. */
export function piecesOf({ spec, sqlFiles }: SchemaResource, context: EntryContext): Pieces {
  const pieces: Piece[] = [{ spec, at: (path) => path }];
  const parts: DefinedPart[] = [];
  const shells: { readonly name: NameText; readonly piece: Piece }[] = [];
  const defaults = new DefaultPrivilegesPieces();
  const entries = new DdlEntries(context);
  const attributes = [...attributesOfGrants(spec, context)];
  const texts = [
    ...kept(spec.objects, context, ["spec", "objects"]).map(({ entry, path }) => ({
      sql: overlay(entry, context.grammar.dialect).sql,
      path: [...path, "sql"],
    })),
    ...sqlFiles.map(({ text }, at) => ({ sql: text, path: ["sqlFiles", at, "text"] })),
  ];
  for (const { sql, path: text } of texts) {
    for (const { act, offset } of joined(actsIn(sql, text, context))) {
      const path = [...text, offset];
      switch (act.act) {
        case "unread":
          context.report({ code: "kind-not-managed", message: `${act.statement} is not read from SQL`, remedy: act.instead, path });
          break;
        case "define":
          if (act.definition.kind === "trigger" || act.definition.kind === "rule")
            parts.push({ definition: act.definition, sql: act.sql, path });
          else if (isShell(act.definition))
            shells.push({ name: act.definition.name, piece: { spec: definedSpec(act.definition, act.sql, context), at: () => path } });
          else pieces.push({ spec: definedSpec(act.definition, act.sql, context), at: () => path });
          break;
        case "add":
          context.report({
            code: "unknown-reference",
            message: `${ddlTraits[act.kind].title} ${act.name.name} is made by no statement before this one`,
            remedy: "Let it follow the CREATE statement in the same text",
            path,
          });
          break;
        case "enum":
          pieces.push({
            spec: { enums: [{ name: act.name.name, schema: act.name.schema ?? context.defaultSchema, values: [...act.values] }] },
            at: () => path,
          });
          break;
        case "schema":
          pieces.push({ spec: { schemas: [{ name: act.name, ...(act.owner !== null && { owner: act.owner }) }] }, at: () => path });
          break;
        case "entry":
        case "amend":
        case "attachedIndex":
          entries.add({ ...act, path });
          break;
        case "none":
          break;
        case "extension":
          pieces.push({ spec: { extensions: [{ name: act.name, ...(act.schema !== null && { schema: act.schema }) }] }, at: () => path });
          break;
        case "setting":
          pieces.push({
            spec: { settings: [{ name: act.parameter, ...(act.role !== null && { role: act.role }), value: [...act.values] }] },
            at: () => path,
          });
          break;
        case "defaultPrivileges":
          defaults.add(act, path, context);
          break;
        case "owner":
        case "comment":
        case "securityLabel":
        case "grant":
        case "revoke":
          attributes.push({ act, path });
      }
    }
  }
  const relations = entries.settle();
  // A type that is made whole by another statement is one.
  pieces.push(...shells.filter(({ name }) => !pieces.some((piece) => declaresType(piece, name, context))).map(({ piece }) => piece));
  pieces.push(...standingSchemas(pieces, attributes, context));
  return {
    pieces: [...pieces, ...relations.pieces, ...defaults.pieces()],
    parts: parts.map((part) => ({
      ...part,
      fields: part.definition.on === null ? {} : relations.triggerFields(part.definition.on, part.definition.name.name),
    })),
    attributes: attributes.flatMap(({ act, path }) => withoutImplied(act, path, relations, context)),
  };
}

function actsIn(sql: string, path: EntryPath, { grammar, report }: EntryContext): readonly PlacedAct[] {
  const read = grammar.readDdl?.(sql);
  if (read === undefined) {
    const leftOut = `when: { not: { dialect: ${grammar.dialect} } }`;
    const isFile = path[0] === "sqlFiles";
    report({
      code: "kind-unknown-to-dialect",
      message: `${grammar.dialect} takes no objects as SQL`,
      // A file has no condition of its own.
      remedy: isFile ? `Write what is in it under \`objects\`, with ${leftOut}` : `Leave them out there: ${leftOut}`,
      path: isFile ? [...path, 0] : path,
    });
    return [];
  }
  if (!("message" in read)) return read;
  report({ code: "sql-syntax", message: read.message, remedy: "Correct the SQL", path: [...path, read.offset] });
  return [];
}

/** What is added to an object, with the statement that makes it. */
function joined(acts: readonly PlacedAct[]): readonly PlacedAct[] {
  const all: PlacedAct[] = [];
  for (const placed of acts) {
    const { act } = placed;
    const at =
      act.act === "add"
        ? all.findLastIndex(
            ({ act: each }) => each.act === "define" && each.definition.kind === act.kind && each.definition.name.name === act.name.name,
          )
        : -1;
    const made = all[at];
    if (act.act === "add" && made?.act.act === "define") all[at] = { ...made, act: { ...made.act, sql: `${made.act.sql};\n${act.sql}` } };
    else all.push(placed);
  }
  return all;
}

const isShell = ({ kind, rest }: Definition): boolean => kind === "baseType" && rest === "";

const declaresType = ({ spec }: Piece, { schema, name }: NameText, { defaultSchema }: EntryContext): boolean =>
  spec.baseTypes?.some((entry) => entry.name === name && (entry.schema ?? defaultSchema) === (schema ?? defaultSchema)) === true;

/** The entry that a statement stands for. */
function definedSpec(definition: Definition, sql: string, { defaultSchema }: EntryContext): SchemaSpec {
  const { kind, name, arguments: types } = definition;
  if (isDdlKind(kind)) return ddlSpec({ ...definition, kind }, sql, defaultSchema);
  if (kind === "eventTrigger") return { eventTriggers: [{ name: name.name, sql }] };
  const entry = { signature: `${name.name}(${types.map((type) => type ?? "").join(", ")})`, schema: name.schema ?? defaultSchema, sql };
  return kind === "function" ? { functions: [entry] } : kind === "procedure" ? { procedures: [entry] } : { aggregates: [entry] };
}

/** What lies in no schema takes none. */
function ddlSpec(definition: Definition & { readonly kind: DdlKind }, sql: string, defaultSchema: string): SchemaSpec {
  const { plural, home } = ddlTraits[definition.kind];
  const schema = home === "schema" ? { schema: definition.name.schema ?? defaultSchema } : {};
  return { [plural]: [{ ...namedBy(definition.kind, definition), ...schema, sql }] };
}
