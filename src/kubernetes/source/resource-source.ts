import { InputError } from "../../core/error.ts";
import type { Digest } from "../../core/digest.ts";
import type { Mode } from "../../reconcile/settings.ts";
import { StopError } from "../../reconcile/stop-errors.ts";
import { setDigest } from "../../resource/set-digest.ts";
import type { Source, SourceSnapshot } from "../../source/source.ts";
import { objectDocument } from "../object/read-object.ts";
import type { NamespaceReader } from "../read/namespace-reader.ts";

export interface SelectedResources {
  readonly labels: Readonly<Record<string, string>>;
  /** That of the whole set: until it is there, nothing is read. */
  readonly digest?: string | undefined;
  /** null: by what the set holds. */
  readonly mode: Mode | null;
}

/**
 * Schema and Revision objects of the namespace, selected by their labels. They arrive one at a time, and half of a set is another wish than the whole.
 * `read` throws StopError while the set is not whole, InputError where nobody could tell.
 */
export function resourceSource(reader: NamespaceReader, selected: SelectedResources): Source {
  let snapshot: Promise<SourceSnapshot> | undefined;
  const read = () => (snapshot ??= readSet(reader, selected));
  return { read, digest: async () => (await read()).digest };
}

async function readSet(reader: NamespaceReader, { labels, digest: expected, mode }: SelectedResources): Promise<SourceSnapshot> {
  const [schemas, revisions] = [await reader.selected("Schema", labels), await reader.selected("Revision", labels)];
  const members = [
    ...schemas.map((object) => ({ kind: "Schema" as const, object })),
    ...revisions.map((object) => ({ kind: "Revision" as const, object })),
  ];
  const digest = setDigest(members.map(({ kind, object }) => ({ kind, metadata: object.metadata, spec: object.spec ?? {} })));
  if (expected !== undefined && expected !== digest) throw incomplete(expected, digest, members.length);
  const isDeclarative = mode === "declarative" || (mode === null && revisions.length === 0);
  if (expected === undefined && isDeclarative && members.length > 0) throw digestNeeded();
  return { root: ".", files: members.map(({ kind, object }) => objectDocument(kind, object)), digest, diagnostics: [] };
}

const incomplete = (expected: string, digest: Digest, count: number): StopError =>
  new StopError(
    "sourceIncomplete",
    "source-incomplete",
    `the ${count} selected objects are not yet the set that is asked for: their digest is ${digest}, not ${expected}`,
    "Apply the rest of what `keelson bundle` wrote, delete what is no longer part of it, or correct spec.source.resources.digest",
  );

function digestNeeded(): InputError {
  const message = "without a digest of the whole set nobody can tell a table that is dropped from one that has not arrived";
  const remedy = "Give spec.source.resources.digest as `keelson bundle` writes it; declarative mode needs it";
  return new InputError(message, { code: "digest-needed", remedy });
}
