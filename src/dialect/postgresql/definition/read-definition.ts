import type {
  CreateEventTrigStmt,
  CreateFunctionStmt,
  CreateTrigStmt,
  DefineStmt,
  FunctionParameter,
  Node,
  RangeVar,
  RuleStmt,
} from "libpg-query";
import type { DefinedKind, Definition, NameText } from "../../../grammar/definition.ts";
import type { SyntaxFault } from "../../../grammar/grammar.ts";
import { analyse } from "../analyse.ts";
import { ddlDefinition } from "./ddl-definition.ts";
import { ruleEvent, triggerEvent } from "./events.ts";
import { behindHead, behindRelation, behindWord } from "./head.ts";
import { namesIn } from "./names-in.ts";
import { nameOf, typeText } from "./nodes.ts";

/** What the one statement makes. A fault where it does not parse, or makes nothing that documents give so. */
export function readDefinition(sql: string): Definition | SyntaxFault {
  const statements = analyse(sql);
  if ("message" in statements) return statements;
  const given = ddlDefinition(statements);
  if (given !== undefined) return given;
  const [only, another] = statements;
  if (only === undefined || another !== undefined) return { message: "it is not one statement", offset: 0 };
  const { node } = only;
  const text = sql.trim().replace(/;\s*$/, "");
  if ("CreateFunctionStmt" in node) return routine(node.CreateFunctionStmt, node, text);
  if ("DefineStmt" in node && node.DefineStmt.kind === "OBJECT_AGGREGATE") return aggregate(node.DefineStmt, node, text);
  if ("CreateTrigStmt" in node) return trigger(node.CreateTrigStmt, node, text, sql);
  if ("RuleStmt" in node) return rule(node.RuleStmt, node, text, sql);
  if ("CreateEventTrigStmt" in node) return eventTrigger(node.CreateEventTrigStmt, node, text);
  return {
    message:
      "it creates no function, procedure, aggregate, trigger, event trigger or rule, and nothing else that is given as its statement",
    offset: 0,
  };
}

const common = (kind: DefinedKind, name: NameText | null, node: Node) =>
  ({
    kind,
    name: name ?? { schema: null, name: "" },
    arguments: [],
    on: null,
    event: "",
    constraint: false,
    source: null,
    additions: [],
    ...namesIn(node),
  }) as const;

function routine(statement: CreateFunctionStmt, node: Node, text: string): Definition {
  const inputs = (statement.parameters ?? []).flatMap((parameter) =>
    "FunctionParameter" in parameter && isInput(parameter.FunctionParameter) ? parameter.FunctionParameter : [],
  );
  const body = (statement.options ?? []).flatMap((option) =>
    "DefElem" in option && option.DefElem.defname === "as" ? (option.DefElem.arg ?? []) : [],
  )[0];
  const items = body !== undefined && "List" in body ? (body.List.items ?? []) : [];
  return {
    ...common(statement.is_procedure === true ? "procedure" : "function", nameOf(statement.funcname), node),
    arguments: inputs.map(({ argType }) => typeText(argType ?? {})),
    rest: behindHead(text),
    source: items.length === 0 ? null : items.map((item) => ("String" in item ? (item.String.sval ?? "") : "")).join("\n"),
  };
}

const isInput = ({ mode }: FunctionParameter): boolean => mode !== "FUNC_PARAM_OUT" && mode !== "FUNC_PARAM_TABLE";

function aggregate(statement: DefineStmt, node: Node, text: string): Definition {
  const [list] = statement.args ?? [];
  const parameters = list !== undefined && "List" in list ? (list.List.items ?? []) : [];
  return {
    ...common("aggregate", nameOf(statement.defnames), node),
    arguments: parameters.map((parameter) =>
      "FunctionParameter" in parameter ? typeText(parameter.FunctionParameter.argType ?? {}) : null,
    ),
    rest: behindHead(text),
  };
}

function trigger(statement: CreateTrigStmt, node: Node, text: string, sql: string): Definition {
  return {
    ...common("trigger", { schema: null, name: statement.trigname ?? "" }, node),
    on: relationOf(statement.relation),
    event: triggerEvent(statement),
    constraint: statement.isconstraint === true,
    rest: behindRelation(text, placeOf(statement.relation, sql)),
  };
}

function rule(statement: RuleStmt, node: Node, text: string, sql: string): Definition {
  return {
    ...common("rule", { schema: null, name: statement.rulename ?? "" }, node),
    on: relationOf(statement.relation),
    event: ruleEvent(statement),
    rest: behindRelation(text, placeOf(statement.relation, sql)),
  };
}

const eventTrigger = (statement: CreateEventTrigStmt, node: Node, text: string): Definition => ({
  ...common("eventTrigger", { schema: null, name: statement.trigname ?? "" }, node),
  event: statement.eventname ?? "",
  rest: behindWord(behindHead(text), "ON"),
});

const relationOf = (relation: RangeVar | undefined): NameText => ({ schema: relation?.schemaname ?? null, name: relation?.relname ?? "" });

/** Where a relation stands in the trimmed text; the parser counts bytes of the whole. */
const placeOf = (relation: RangeVar | undefined, sql: string): number =>
  Buffer.from(sql, "utf8")
    .subarray(0, relation?.location ?? 0)
    .toString("utf8").length -
  (sql.length - sql.trimStart().length);
