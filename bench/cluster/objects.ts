import type { ApiObject } from "../../src/kubernetes/client/api-object.ts";
import type { DatabaseObject } from "../../src/kubernetes/object/database-object.ts";

const head = "apiVersion: keelson.dev/v1alpha1\nkind: Revision\n";

/** A revision that makes one small table. */
export const revisionDocument = (number: number): string =>
  `${head}metadata: { name: r${number} }
spec:
  id: r${number}
  message: Step ${number}
  revises: [${number === 1 ? "" : `r${number - 1}`}]
  upgrade: [ { createTable: { name: t${number}, columns: [ { name: id, type: integer }, { name: name, type: text } ] } } ]
`;

/** A ConfigMap with that many revisions. */
export const documentsOf = (count: number): ApiObject & { readonly data: object } => ({
  metadata: { name: "documents" },
  data: Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index + 1}.yaml`, revisionDocument(index + 1)])),
});

/** A Database with the revisions of the ConfigMap, which is looked at again after `resync`. */
export const databaseObject = (name: string, url: string, resync: string): DatabaseObject => ({
  metadata: { name },
  spec: {
    dialect: url.startsWith("sqlite:") ? "sqlite" : "postgresql",
    connection: { url: { value: url } },
    source: { configMaps: [{ name: "documents" }] },
    // Not its name: a copy of its database is to be another one's.
    journal: { project: "bench" },
    schedule: { resync },
  },
});
