import type { Diagnostic } from "../core/diagnostic.ts";
import type { PartFault } from "../grammar/grammar.ts";
import type { EntrySettings } from "../model/entry/entry-context.ts";
import type { When } from "../model/kind/when.shape.ts";
import { placeIn } from "../resource/position-of.ts";
import type { Resource, RevisionResource, RevisionStep, SchemaResource } from "../resource/resource.ts";
import { type FieldPath, formatPath } from "../resource/path.ts";
import { type SqlField, sqlFields, type SqlFieldsRequest } from "../resource/sql-fields.ts";
import { judgeUnseen } from "./judge-when.ts";

interface Placed extends SqlField {
  readonly resource: Resource;
}

/** Fields that are read together: those of thousands of revisions would take more memory than the documents. */
const together = 200;

/** What the database's own parser finds wrong with the SQL fields of documents, each at its place. */
export async function checkSqlFields(
  documents: readonly (SchemaResource | RevisionResource)[],
  settings: EntrySettings,
): Promise<readonly Diagnostic[]> {
  const { grammar } = settings;
  const request: SqlFieldsRequest = { dialect: grammar.dialect, excludes: (when) => judgeUnseen(when as When, settings) === "no" };
  const found: Diagnostic[] = [];
  for (let at = 0; at < documents.length && grammar.faultsOf !== undefined; at += together) {
    const fields = documents
      .slice(at, at + together)
      .flatMap((resource) => fieldsOf(resource, request).map((field): Placed => ({ ...field, resource })));
    const faults = await grammar.faultsOf(fields);
    for (const [index, fault] of faults.entries()) if (fault !== null) found.push(diagnostic(fields[index] as Placed, fault));
  }
  return found;
}

const fieldsOf = (resource: SchemaResource | RevisionResource, request: SqlFieldsRequest): readonly SqlField[] =>
  resource.kind === "Schema" ? sqlFields(resource.spec, "spec", ["spec"], request) : ofRevision(resource, request);

function ofRevision({ when, upgrade, downgrade = [], verify }: RevisionResource, request: SqlFieldsRequest): readonly SqlField[] {
  if (when !== undefined && request.excludes(when)) return [];
  return [
    ...sqlFields(when, "fields", ["spec", "when"], request),
    ...ofSteps(upgrade, ["spec", "upgrade"], request),
    ...ofSteps(downgrade, ["spec", "downgrade"], request),
    ...sqlFields(verify, "fields", ["spec", "verify"], request),
  ];
}

/** What operations from outside take, only they can tell. */
const isOutside = (operation: string): boolean => operation.includes("/");

const ofSteps = (steps: readonly RevisionStep[], path: FieldPath, request: SqlFieldsRequest): readonly SqlField[] =>
  steps.flatMap(({ index, operation, args, when, downgrade = [] }) => {
    if (when !== undefined && request.excludes(when)) return [];
    const at = [...path, index];
    return [
      ...(isOutside(operation) ? [] : sqlFields(args, "fields", [...at, operation], request)),
      ...sqlFields(when, "fields", [...at, "when"], request),
      ...ofSteps(downgrade, [...at, "downgrade"], request),
    ];
  });

function diagnostic({ resource, path, text }: Placed, { code, message, offset }: PartFault): Diagnostic {
  const position = placeIn(resource, path, { text, offset });
  const field = formatPath(path);
  switch (code) {
    case "sql-syntax":
      return { code, severity: "error", message: `${field} does not parse: ${message}`, remedy: "Correct the SQL", position };
    case "column-in-default":
      return {
        code,
        severity: "error",
        message: `${field}: ${message}`,
        remedy: `Write a text in quotes of its own, as "'text'"`,
        position,
      };
    case "unknown-function":
      return {
        code,
        severity: "error",
        message: `${field}: ${message}`,
        remedy: "Use a function of this database, or say under `dialects` what stands there instead",
        position,
      };
  }
}
