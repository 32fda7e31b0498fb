import { loadDialect } from "../../../dialect/registry.ts";
import { readSettings } from "../../../reconcile/settings.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import { readObject } from "../../object/read-object.ts";
import { databaseFaults } from "../../../verb/project/database-faults.ts";
import { refuseErrors } from "../../../verb/project/refuse-errors.ts";
import type { LookContext } from "../operator-context.ts";
import type { DatabaseSubject } from "./database-subject.ts";

/** Checks the object and loads its dialect. @throws InputError with every finding */
export async function readSubject({ verbs, directories }: LookContext, key: string, object: DatabaseObject): Promise<DatabaseSubject> {
  const database = readObject("Database", object, { dialects: [...verbs.dialects.keys()], directories });
  refuseErrors(await databaseFaults(database, verbs.dialects));
  const dialect = await loadDialect(verbs.dialects, database.spec.dialect);
  const settings = readSettings(database, dialect.grammar.defaultSchema);
  return { key, namespace: object.metadata.namespace ?? "default", object, database, settings, dialect };
}
