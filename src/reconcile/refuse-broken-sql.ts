import type { Change } from "../change/change.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { InputError } from "../core/error.ts";
import type { PartFault, SqlPart } from "../grammar/grammar.ts";
import type { Expression } from "../model/expression.ts";
import type { SchemaObject } from "../model/object.ts";
import { expressionsOf } from "../model/object-expressions.ts";
import { describeRef, type ObjectRef } from "../model/ref.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { checkSqlFields } from "../revision/check-sql-fields.ts";
import { entrySettings } from "./desired.ts";
import type { Run } from "./run.ts";

interface Part extends SqlPart {
  readonly of: ObjectRef;
}

/** Expressions and queries that do not parse would stop a run half way. `revisions`: those that the changes are of, beside the Schema. @throws InputError with all of them, where they are written */
export async function refuseBrokenSql(run: Run, revisions: readonly RevisionResource[], changes: readonly Change[]): Promise<void> {
  const { grammar } = run.options.dialect;
  const parts = changes.flatMap(newParts);
  if (parts.length === 0 || grammar.faultsOf === undefined) return;
  const faults = await grammar.faultsOf(parts);
  const broken = parts.flatMap((part, index) => toDiagnostic(part, faults[index] ?? null));
  if (broken.length === 0) return;
  // To find the places reads the documents again: only where there is something to tell.
  const { schemas } = await run.source();
  const placed = (await checkSqlFields([...schemas, ...revisions], entrySettings(run))).filter(isOfThisRun);
  const diagnostics = placed.length > 0 ? placed : broken;
  const { message, code } = diagnostics[0] as Diagnostic;
  throw new InputError(message, { code, diagnostics });
}

/** What the change brings as a person wrote it; what stands for itself takes no parser. */
function newParts(change: Change): readonly Part[] {
  if (change.kind !== "object" || change.after === null || isStatement(change.after)) return [];
  const { before, after } = change;
  const known = new Set(before === null ? [] : expressionsOf(before).map(({ text }) => text));
  return expressionsOf(after)
    .filter(({ form, text }) => form === "written" && !known.has(text) && !standsForItself.test(text))
    .map((expression) => ({ text: expression.text, form: formOf(after, expression), of: after.ref }));
}

/** Functions, triggers and others that are given as their statement, or the end of one, are read where they are lowered. */
const isStatement = ({ body }: SchemaObject): boolean => "definition" in body || "action" in body;

/** Numbers, texts in quotes, words of the language, and calls without arguments. */
const standsForItself = /^\s*([-+]?\d+(\.\d+)?|'[^'\\]*'|null|true|false|current_(date|time|timestamp|user)|[a-z_][\w.]*\(\s*\))\s*$/i;

function formOf(object: SchemaObject, expression: Expression): SqlPart["form"] {
  if (object.kind === "view" && object.body.query === expression) return "view";
  return object.kind === "column" && object.body.default === expression ? "default" : "expression";
}

/** What a dialect knows of functions is for `validate`: the application may bring its own. */
const isOfThisRun = ({ code }: { readonly code: string }): boolean => code !== "unknown-function";

const toDiagnostic = ({ text, of }: Part, fault: PartFault | null): readonly Diagnostic[] =>
  fault === null || !isOfThisRun(fault)
    ? []
    : [{ code: fault.code, severity: "error", message: `${describeRef(of)}: ${text}: ${fault.message}`, remedy: "Correct the SQL" }];
