import { posix } from "node:path";
import { apiVersion } from "../core/api-version.ts";
import type { RevisionSpec } from "../resource/shape/revision.shape.ts";
import type { AuthoredFile } from "./authored-file.ts";
import { fileName } from "./file-name.ts";
import { keyOrders } from "./key-order.ts";
import { resourceName } from "./resource-name.ts";
import { yamlText } from "./yaml-text.ts";

/** A revision's spec with its id, which new files always state. */
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

/** In the order of `fmt`, without what is not said. */
function inOrder(spec: NewRevisionSpec): object {
  const order = keyOrders.Revision.find(({ path }) => path.join(".") === "spec")?.keys ?? [];
  const said = Object.entries(spec).filter(
    ([key, value]) => value !== undefined && !(optionalLists.has(key) && Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(said.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}

const optionalLists: ReadonlySet<string> = new Set(["dependsOn", "branchLabels", "verify", "replaces"]);
