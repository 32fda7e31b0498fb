import type { CreateFunctionStmt, FunctionParameter } from "libpg-query";
import { canonicalJson } from "../../../core/canonical-json.ts";
import type { RoutineKind } from "../../../model/ref.ts";
import { parse } from "../analyse.ts";
import { typeText } from "./nodes.ts";

/** Whether CREATE OR REPLACE leads from one definition to the other: names and types of what goes in and comes out stay, and no default goes. */
export function isReplaceable(kind: RoutineKind, before: string, after: string): boolean {
  if (kind === "aggregate") return false;
  const [old, now] = [statementOf(kind, before), statementOf(kind, after)];
  if (old === null || now === null || resultOf(old) !== resultOf(now)) return false;
  const [left, right] = [parametersOf(old), parametersOf(now)];
  return left.length === right.length && left.every((parameter, at) => takesPlaceOf(right[at] as FunctionParameter, parameter));
}

function statementOf(kind: RoutineKind, text: string): CreateFunctionStmt | null {
  const parsed = parse(`CREATE ${kind.toUpperCase()} f${text}`);
  const node = "message" in parsed ? undefined : parsed.stmts?.[0]?.stmt;
  return node !== undefined && "CreateFunctionStmt" in node ? node.CreateFunctionStmt : null;
}

const resultOf = ({ returnType }: CreateFunctionStmt): string => canonicalJson([returnType?.setof === true, bare(returnType)]);
const parametersOf = ({ parameters = [] }: CreateFunctionStmt): readonly FunctionParameter[] =>
  parameters.flatMap((parameter) => ("FunctionParameter" in parameter ? parameter.FunctionParameter : []));

const passing = ({ mode }: FunctionParameter): string | undefined => (mode === "FUNC_PARAM_IN" ? "FUNC_PARAM_DEFAULT" : mode);

const takesPlaceOf = (now: FunctionParameter, old: FunctionParameter): boolean =>
  passing(now) === passing(old) &&
  (old.name === undefined || old.name === now.name) &&
  bare(now.argType) === bare(old.argType) &&
  (old.defexpr === undefined || now.defexpr !== undefined);

/** Two spellings of a type in one schema or another may be one type: the server says so where they are not. */
const bare = (type: CreateFunctionStmt["returnType"]): string => (typeText(type ?? {}) ?? "").replace(/^.*\./, "");
