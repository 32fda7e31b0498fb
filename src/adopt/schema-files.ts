import { posix } from "node:path";
import type { AuthoredFile } from "../author/authored-file.ts";
import { resourceName } from "../author/resource-name.ts";
import { yamlText } from "../author/yaml-text.ts";
import { apiVersion } from "../core/api-version.ts";
import type { WriteSettings } from "../model/entry/write/write-name.ts";
import type { SchemaResource } from "../resource/resource.ts";
import type { SchemaPart } from "../resource/from-model.ts";
import { ChangedFile } from "./changed-file.ts";
import { type DeclaredEntry, entriesOf } from "./declared-entries.ts";

export interface SchemaFilesRequest {
  /** What is live, as documents. */
  readonly parts: readonly SchemaPart[];
  /** The Schema documents that are there. */
  readonly resources: readonly SchemaResource[];
  /** Keys of entries that no longer say what is live; all others stay as they are written, also those that are not for this database. */
  readonly changed: ReadonlySet<string>;
  readonly database: string;
  /** All that is declared, as entries or in SQL, as the writer spells it, before and after what differs is taken over from the live database. */
  readonly merged: { readonly was: readonly SchemaPart[]; readonly now: readonly SchemaPart[] };
  /** Folder of new files, relative to the working folder. */
  readonly folder: string;
  readonly settings: WriteSettings;
}

export interface SchemaFiles {
  readonly created: readonly AuthoredFile[];
  /** Files with what differs written anew; all else keeps its bytes. */
  readonly replaced: readonly AuthoredFile[];
}

/**
 * Documents from which the live database reads as declared: an entry changes in the file where it stands, a new object gets a file of its own, no file goes.
 * What stands as SQL is left as it is.
 */
export function schemaFiles(request: SchemaFilesRequest): SchemaFiles {
  const { parts, resources, merged, database, folder, settings } = request;
  const live = entriesByKey(parts, settings);
  const declared = new Set([...entriesByKey(resources, settings).keys(), ...entriesByKey(merged.was, settings).keys()]);
  const used = new Set<string>();
  const created = [...live.values()].filter(({ key }) => !declared.has(key)).map((entry) => newFile(entry, { database, folder, used }));
  return { created, replaced: replaceEntries(request, live) };
}

function newFile(
  { section, name, key, entry }: DeclaredEntry,
  { database, folder, used }: { readonly database: string; readonly folder: string; readonly used: Set<string> },
): AuthoredFile {
  const schema = key.split("\u0001")[1] ?? "";
  const plain = resourceName(
    ...(schema !== "" && ("schema" in entry || name.includes(".")) ? [schema, name.split(".").at(-1) ?? name] : [name]),
  );
  // Names that differ only in what a file name cannot show still get files of their own.
  let unique = plain;
  for (let count = 2; used.has(`${section}/${unique}`); count++) unique = `${plain}-${count}`;
  used.add(`${section}/${unique}`);
  const metadata = { name: resourceName(database, section, unique), labels: { database: resourceName(database) } };
  return {
    path: posix.join(folder, section, `${unique}.yaml`),
    text: yamlText({ apiVersion, kind: "Schema", metadata, spec: { [section]: [entry] } }),
  };
}

function replaceEntries(
  { resources, changed, merged, settings }: SchemaFilesRequest,
  live: ReadonlyMap<string, DeclaredEntry>,
): readonly AuthoredFile[] {
  const files = new Map<string, ChangedFile>();
  const [was, now] = [entriesByKey(merged.was, settings), entriesByKey(merged.now, settings)];
  for (const { origin, spec } of resources) {
    const stale = entriesOf(spec, settings).filter(({ key }) => changed.has(key));
    if (stale.length === 0) continue;
    const file = files.get(origin.file) ?? new ChangedFile(origin.text);
    files.set(origin.file, file);
    // From the end, so that an entry taken out moves none that is still to come.
    for (const { section, index, key } of stale.reverse())
      file.change(
        origin.document,
        ["spec", section, index],
        { was: was.get(key)?.entry, now: now.get(key)?.entry, live: live.get(key)?.entry },
        settings.grammar.dialect,
      );
  }
  return [...files].map(([path, file]) => ({ path, text: file.text() }));
}

const entriesByKey = (parts: readonly Pick<SchemaPart, "spec">[], settings: WriteSettings): ReadonlyMap<string, DeclaredEntry> =>
  new Map(parts.flatMap(({ spec }) => entriesOf(spec, settings)).map((entry) => [entry.key, entry]));
