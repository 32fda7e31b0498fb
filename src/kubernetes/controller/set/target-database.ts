import { digestValue } from "../../../core/digest.ts";
import type { DatabaseSetSpec } from "../../../resource/shape/database-set.shape.ts";
import { apiVersionOf, ownType } from "../../client/resource-type.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import { type DatabaseSetObject, setLabel, sourceDigestAnnotation, templateAnnotation } from "../../object/database-set-object.ts";
import type { SetTarget } from "./set-target.ts";

/** What the Database of a target is called. */
export const databaseName = (set: DatabaseSetObject, { name }: SetTarget): string => `${set.metadata.name}-${name}`;

/** The Database that a target becomes: the target merged over the template, connection and variables field by field. */
export function targetDatabase(set: DatabaseSetObject, { template }: Readonly<DatabaseSetSpec>, target: SetTarget): DatabaseObject {
  const { name: setName, namespace, uid = "" } = set.metadata;
  const labels = { ...template.metadata?.labels, ...target.labels, [setLabel]: setName };
  const { connection, variables } = template.spec;
  const spec = {
    ...template.spec,
    ...(connection === undefined && target.connection === undefined ? {} : { connection: { ...connection, ...target.connection } }),
    ...(variables === undefined && target.variables === undefined ? {} : { variables: { ...variables, ...target.variables } }),
  };
  const given = { ...template.metadata?.annotations };
  return {
    metadata: {
      name: databaseName(set, target),
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      annotations: { ...given, [templateAnnotation]: digestValue({ labels, annotations: given, spec }) },
      ownerReferences: [{ apiVersion: apiVersionOf(ownType("DatabaseSet")), kind: "DatabaseSet", name: setName, uid, controller: true }],
    },
    spec,
  };
}

/** The same, and the one state of the source that it may go to; null: whichever there is. */
export function pinned(database: DatabaseObject, source: string | null): DatabaseObject {
  if (source === null) return database;
  const { metadata } = database;
  return { ...database, metadata: { ...metadata, annotations: { ...metadata.annotations, [sourceDigestAnnotation]: source } } };
}
