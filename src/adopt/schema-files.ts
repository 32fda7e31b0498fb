import { posix } from "node:path";
import { type Document, isSeq, type Node, parseAllDocuments } from "yaml";
import type { AuthoredFile } from "../author/authored-file.ts";
import { resourceName } from "../author/resource-name.ts";
import { quoteMisreadings, yamlText } from "../author/yaml-text.ts";
import { apiVersion } from "../core/api-version.ts";
import type { SchemaResource } from "../resource/resource.ts";
import type { SchemaPart } from "../resource/from-model.ts";
import { type DeclaredEntry, entriesOf } from "./declared-entries.ts";

export interface SchemaFilesRequest {
  /** What is live, as documents. */
  readonly parts: readonly SchemaPart[];
  /** The Schema documents that are there. */
  readonly resources: readonly SchemaResource[];
  /** Keys of entries that no longer say what is live; all others stay as they are written, also those that are not for this database. */
  readonly changed: ReadonlySet<string>;
  readonly database: string;
  /** Folder of new files, relative to the working folder. */
  readonly folder: string;
  readonly defaultSchema: string;
}

export interface SchemaFiles {
  readonly created: readonly AuthoredFile[];
  /** Files with entries replaced or taken out; comments and all other entries stay. */
  readonly replaced: readonly AuthoredFile[];
}

/** Documents from which the live database reads as declared: an entry changes in the file where it stands, a new object gets a file of its own, no file goes. */
export function schemaFiles({ parts, resources, changed, database, folder, defaultSchema }: SchemaFilesRequest): SchemaFiles {
  const live = new Map(parts.flatMap(({ spec }) => entriesOf(spec, defaultSchema)).map((entry) => [entry.key, entry]));
  const declared = new Set(resources.flatMap(({ spec }) => entriesOf(spec, defaultSchema)).map(({ key }) => key));
  const used = new Set<string>();
  const created = [...live.values()].filter(({ key }) => !declared.has(key)).map((entry) => newFile(entry, { database, folder, used }));
  return { created, replaced: replaceEntries(resources, live, changed, defaultSchema) };
}

function newFile({ section, name, key, entry }: DeclaredEntry, { database, folder, used }: { readonly database: string; readonly folder: string; readonly used: Set<string> }): AuthoredFile {
  const schema = key.split("\u0001")[1] ?? "";
  const plain = resourceName(...("schema" in entry || name.includes(".") ? [schema, name.split(".").at(-1) ?? name] : [name]));
  // Names that differ only in what a file name cannot show still get files of their own.
  let unique = plain;
  for (let count = 2; used.has(`${section}/${unique}`); count++) unique = `${plain}-${count}`;
  used.add(`${section}/${unique}`);
  const metadata = { name: resourceName(database, section, unique), labels: { database: resourceName(database) } };
  return { path: posix.join(folder, section, `${unique}.yaml`), text: yamlText({ apiVersion, kind: "Schema", metadata, spec: { [section]: [entry] } }) };
}

function replaceEntries(resources: readonly SchemaResource[], live: ReadonlyMap<string, DeclaredEntry>, changed: ReadonlySet<string>, defaultSchema: string): readonly AuthoredFile[] {
  const files = new Map<string, readonly Document.Parsed[]>();
  for (const { origin, spec } of resources) {
    const stale = entriesOf(spec, defaultSchema).filter(({ key }) => changed.has(key));
    if (stale.length === 0) continue;
    const documents = files.get(origin.file) ?? parsed(origin.text);
    files.set(origin.file, documents);
    const document = documents[origin.document];
    // From the end, so that an entry taken out moves none that is still to come.
    for (const { section, index, key } of stale.reverse()) {
      const replacement = live.get(key);
      const place = ["spec", section, index];
      if (replacement === undefined) document?.deleteIn(place);
      else if (document !== undefined) document.setIn(place, written(document, replacement));
      const list = document?.getIn(["spec", section]);
      if (isSeq(list)) list.flow = false;
    }
  }
  return [...files].map(([path, documents]) => ({ path, text: documents.map((document) => document.toString({ lineWidth: 0 })).join("") }));
}

function written(document: Document.Parsed, { entry }: DeclaredEntry): Node {
  const node = document.createNode(entry);
  quoteMisreadings(node);
  return node;
}

function parsed(text: string): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, { version: "1.2", schema: "core" });
  return Array.isArray(documents) ? documents : [];
}
