import type { Diagnostic } from "../core/diagnostic.ts";
import type { Grammar } from "../grammar/grammar.ts";
import type { EntryContext, NamingContext } from "../model/entry/entry-context.ts";
import { NameClaims } from "../model/entry/name-claims.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { constraintKinds, type ObjectRef, schemaOf, typeKinds, withSchema } from "../model/ref.ts";
import type { OperationContext } from "./operation.ts";
import { OperationError } from "./operation-error.ts";

/** Reads entries of a step against the model as it is before the step. @throws OperationError with all that the entries report */
export function reading<T>(model: Model, context: OperationContext, read: (entries: EntryContext) => T): T {
  return collecting(context, (report) => read(entriesOf(model, context, report)));
}

/** The same of names alone. */
export const naming = <T>(context: OperationContext, read: (names: NamingContext) => T): T =>
  collecting(context, (report) => {
    const { grammar, defaultSchema, schemas } = context;
    return read({ grammar, defaultSchema, schemas, report });
  });

function collecting<T>(context: OperationContext, read: (report: NamingContext["report"]) => T): T {
  const diagnostics: Diagnostic[] = [];
  const result = read(
    ({ path, severity = "error", ...finding }) =>
      void diagnostics.push({ ...finding, severity, position: context.placeOf?.(path) ?? context.position }),
  );
  const first = diagnostics.find(({ severity }) => severity === "error");
  if (first !== undefined) throw new OperationError(first.message, { code: first.code, diagnostics });
  return result;
}

function entriesOf(model: Model, context: OperationContext, report: NamingContext["report"]): EntryContext {
  const claims = new NameClaims();
  const { grammar, kinds, defaultSchema, schemas, ignore, serverVersion, environment } = context;
  return {
    grammar,
    kinds,
    defaultSchema,
    schemas,
    ignore,
    serverVersion,
    environment,
    typeSchema: (name) => [context.defaultSchema, ...context.schemas].find((schema) => isType(model, context, schema, name)),
    enumValues: (schema, name) => context.portableEnums.get(`${schema}.${name}`),
    // A step says by an operation of its own that a label gets another name.
    enumRenames: () => undefined,
    domain: () => undefined,
    relation: (schema, name) =>
      known(model.get(withSchema("table", schema, name)))?.ref ??
      known(model.get(withSchema("view", schema, name)))?.ref ??
      relationOtherwiseSpelled(model, grammar, schema, name),
    routines: (schema, name) => model.routinesNamed(schema, name),
    givenSchema: (kind, name, method) =>
      [context.defaultSchema, ...context.schemas].find((schema) =>
        model.has({ ...withSchema(kind, schema, name), ...(method !== undefined && { arguments: [method] }) }),
      ),
    baseType: (schema, name) => known(model.get({ kind: "baseType", schema, name }))?.body.definition.text,
    primaryKeyOf: (table) => {
      const [key] = model.children(table, "primaryKey");
      return key?.kind === "primaryKey" ? key.body.columns : undefined;
    },
    claim: (scope, on, name) =>
      (scope === "constraint" || model.relationNamed(schemaOf(on) ?? "", name) === undefined) &&
      (scope === "index" || !constraintKinds.some((kind) => model.has({ kind, parent: on, name }))) &&
      claims.claim(scope, on, name),
    report,
  };
}

const isType = (model: Model, { portableEnums }: OperationContext, schema: string, name: string): boolean =>
  portableEnums.has(`${schema}.${name}`) || typeKinds.some((kind) => model.has(withSchema(kind, schema, name)));

function relationOtherwiseSpelled(model: Model, { sameName }: Grammar, schema: string, name: string): ObjectRef | undefined {
  if (sameName === undefined) return undefined;
  const isMeant = ({ kind, ref }: SchemaObject): boolean =>
    (kind === "table" || kind === "view") && ref.schema === schema && sameName(ref.name) === sameName(name);
  return [...model.objects()].find(isMeant)?.ref;
}
