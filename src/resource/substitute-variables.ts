import type { Diagnostic } from "../core/diagnostic.ts";
import { positionIn } from "../core/position.ts";
import type { FieldPath } from "./path.ts";
import { positionOf } from "./position-of.ts";
import type { RevisionResource, RevisionStep, SchemaResource } from "./resource.ts";
import { type PlaceholderFault, type Quoting, type Substitution, substituteIn, substituteText, type Variables } from "./variables.ts";

export interface Substituted<R> {
  readonly resource: R;
  readonly diagnostics: readonly Diagnostic[];
}

/** A document with the variables of the Database in place; its digest stays that of what was written. Call it only where the Database has `spec.variables`: elsewhere braces are text. */
export function substituteVariables<R extends SchemaResource | RevisionResource>(
  resource: R,
  variables: Variables,
  quoting: Quoting,
): Substituted<R> {
  const diagnostics: Diagnostic[] = [];
  const report = (fault: PlaceholderFault, path: FieldPath) =>
    void diagnostics.push({ ...fault, severity: "error", position: positionOf(resource, path) });
  const substitution = { variables, quoting, report };
  const substituted = resource.kind === "Schema" ? inSchema(resource, substitution, diagnostics) : inRevision(resource, substitution);
  return { resource: substituted as R, diagnostics };
}

function inSchema(resource: SchemaResource, substitution: Substitution, diagnostics: Diagnostic[]): SchemaResource {
  const sqlFiles = resource.sqlFiles.map(({ path, text }) => {
    const report = (fault: PlaceholderFault, _path: FieldPath, offset: number) =>
      void diagnostics.push({ ...fault, severity: "error", position: positionIn(path, { text, offset }) });
    return { path, text: substituteText(text, "sql", [], { ...substitution, report }) };
  });
  return { ...resource, spec: substituteIn(resource.spec, "spec", ["spec"], substitution), sqlFiles };
}

function inRevision(resource: RevisionResource, substitution: Substitution): RevisionResource {
  const { when, downgrade, verify } = resource;
  return {
    ...resource,
    message: substituteText(resource.message, "plain", ["spec", "message"], substitution),
    ...(when === undefined ? {} : { when: substituteIn(when, "fields", ["spec", "when"], substitution) }),
    upgrade: inSteps(resource.upgrade, ["spec", "upgrade"], substitution),
    ...(downgrade === undefined ? {} : { downgrade: inSteps(downgrade, ["spec", "downgrade"], substitution) }),
    verify: substituteIn(verify, "fields", ["spec", "verify"], substitution),
  };
}

function inSteps(steps: readonly RevisionStep[], path: FieldPath, substitution: Substitution): readonly RevisionStep[] {
  return steps.map((step) => {
    const at = [...path, step.index];
    const { when, downgrade } = step;
    return {
      ...step,
      args: substituteIn(step.args, "fields", [...at, step.operation], substitution),
      ...(when === undefined ? {} : { when: substituteIn(when, "fields", [...at, "when"], substitution) }),
      ...(downgrade === undefined ? {} : { downgrade: inSteps(downgrade, [...at, "downgrade"], substitution) }),
    };
  });
}
