import { posix } from "node:path";
import { apiVersion } from "../core/api-version.ts";
import type { RevisionSpec } from "../resource/revision.shape.ts";
import type { AuthoredFile } from "./authored-file.ts";
import { fileName } from "./file-name.ts";
import { resourceName } from "./resource-name.ts";
import { yamlText } from "./yaml-text.ts";

/** A revision's spec in the order in which a person reads it. */
export type NewRevisionSpec = RevisionSpec & { readonly id: string };

export interface RevisionFileRequest {
  readonly spec: NewRevisionSpec;
  /** The `Database` it is for: name of the object and its label. */
  readonly database: string;
  /** Folder of revisions, relative to the working folder. */
  readonly folder: string;
  readonly fileName: string;
  readonly now: Date;
}

const emptyUpgrade = `One operation a step, for example:
  - addColumn: { table: users, column: { name: phone, type: varchar(20) } }
  - sql: { text: "..." }
    downgrade:
      - sql: { text: "..." }`;

/** A new file with one revision, in block style. */
export function revisionFile({ spec, database, folder, fileName: template, now }: RevisionFileRequest): AuthoredFile {
  const metadata = { name: resourceName(database, spec.id), labels: { database: resourceName(database) } };
  const document = { apiVersion, kind: "Revision", metadata, spec: inOrder(spec) };
  const isToBeWritten = spec.upgrade?.length === 0 && spec.revises.length < 2;
  const text = yamlText(document, {
    quoted: ["id"],
    nameLists: ["revises", "dependsOn", "branchLabels"],
    comments: isToBeWritten ? { "spec.upgrade": emptyUpgrade } : {},
  });
  const name = fileName(template, { id: spec.id, message: spec.message ?? "", now });
  return { path: posix.join(folder, name), text };
}

const order = [
  "id",
  "message",
  "revises",
  "dependsOn",
  "branchLabels",
  "replaces",
  "phase",
  "when",
  "onFailure",
  "atomic",
  "upgrade",
  "downgrade",
  "irreversible",
  "verify",
] as const satisfies readonly (keyof RevisionSpec)[];

function inOrder(spec: NewRevisionSpec): Partial<RevisionSpec> {
  const optionalLists: readonly string[] = ["dependsOn", "branchLabels", "verify", "replaces"];
  const entries = order.map((key) => [key, spec[key]] as const);
  return Object.fromEntries(
    entries.filter(([key, value]) => value !== undefined && !(optionalLists.includes(key) && Array.isArray(value) && value.length === 0)),
  );
}
