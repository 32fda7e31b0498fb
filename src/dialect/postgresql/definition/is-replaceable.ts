import type { CreateFunctionStmt, FunctionParameter } from "libpg-query";
import type { RoutineKind } from "../../../model/ref.ts";
import { parse } from "../analyse.ts";
import { typeText } from "./nodes.ts";

/** Whether CREATE OR REPLACE leads from one definition to the other: names and types of what goes in and comes out stay, and no default goes; a window function stays one. */
export function isReplaceable(kind: RoutineKind, before: string, after: string): boolean {
  if (kind === "aggregate") return false;
  const [old, now] = [statementOf(kind, before), statementOf(kind, after)];
  if (old === null || now === null || !isSameResult(old, now) || isWindow(old) !== isWindow(now)) return false;
  const [left, right] = [parametersOf(old), parametersOf(now)];
  return left.length === right.length && left.every((parameter, at) => takesPlaceOf(right[at] as FunctionParameter, parameter));
}

function statementOf(kind: RoutineKind, text: string): CreateFunctionStmt | null {
  const parsed = parse(`CREATE ${kind.toUpperCase()} f${text}`);
  const node = "message" in parsed ? undefined : parsed.stmts?.[0]?.stmt;
  return node !== undefined && "CreateFunctionStmt" in node ? node.CreateFunctionStmt : null;
}

const isSameResult = ({ returnType: old }: CreateFunctionStmt, { returnType: now }: CreateFunctionStmt): boolean =>
  (old?.setof === true) === (now?.setof === true) && isSameType(old, now);
const isWindow = ({ options = [] }: CreateFunctionStmt): boolean =>
  options.some((option) => "DefElem" in option && option.DefElem.defname === "window");
const parametersOf = ({ parameters = [] }: CreateFunctionStmt): readonly FunctionParameter[] =>
  parameters.flatMap((parameter) => ("FunctionParameter" in parameter ? parameter.FunctionParameter : []));

const passing = ({ mode }: FunctionParameter): string | undefined => (mode === "FUNC_PARAM_IN" ? "FUNC_PARAM_DEFAULT" : mode);

const takesPlaceOf = (now: FunctionParameter, old: FunctionParameter): boolean =>
  passing(now) === passing(old) &&
  (old.name === undefined || old.name === now.name) &&
  isSameType(now.argType, old.argType) &&
  (old.defexpr === undefined || now.defexpr !== undefined);

/** One that is written without its schema may be that of any: the server says so where it is not. */
function isSameType(a: CreateFunctionStmt["returnType"], b: CreateFunctionStmt["returnType"]): boolean {
  const [left, right] = [typeText(a ?? {}) ?? "", typeText(b ?? {}) ?? ""];
  return left === right || (!(left.includes(".") && right.includes(".")) && bare(left) === bare(right));
}

const bare = (type: string): string => type.replace(/^.*\./, "");
