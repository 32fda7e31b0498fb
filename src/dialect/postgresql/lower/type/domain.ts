import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction, Statement, StatementInstruction } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { dimensionsOf } from "../../../../model/type-name.ts";
import type { DomainCheck } from "../../../../model/type-body.ts";
import { dropType } from "../../object/type.ts";
import { qualified, quoteIdentifier } from "../../quote.ts";
import { changedCheckComments } from "../constraint/check-comments.ts";
import { changedComment } from "../statement/comment.ts";
import { columnsOf, isWithinOthers } from "./made-of.ts";
import { addCheck, newType } from "./new-type.ts";
import { remakeType } from "./remake-type.ts";
import { changedDomainNotNull, renamedDomainNotNull } from "./domain-not-null.ts";
import { renameType } from "./rename-type.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, statement } from "../statement/statements.ts";
import { effect, type Life } from "../statement/strategy.ts";

type Domain = SchemaObjectOf<"domain">;

export const domainLife: Life<"domain"> = {
  create: (after, change) => [inTransaction(newType(after), [change])],
  drop: (before, change) => [inTransaction([statement(dropType(before))], [change])],
  alter: alterDomain,
  rename: (before, after, change, situation) => {
    const renamed = renameType(before, after, change, situation) as readonly StatementInstruction[];
    const follow = renamedDomainNotNull(before, after.ref, situation);
    return renamed.map((instruction) => ({ ...instruction, statements: [...instruction.statements, ...follow] }));
  },
};

/** What a domain is made of cannot be altered; all else changes in place, new checks first for new rows alone, unless values of it lie within others. */
function alterDomain(before: Domain, after: Domain, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const { renamed, dropped, added, validated, commentBefore } = checkSteps(before, after);
  const tightens = before.body.nullable && !after.body.nullable;
  const isOther = before.body.type !== after.body.type || before.body.collation !== after.body.collation;
  const holdsNow = tightens || validated.length > 0 || added.some(({ notValid }) => !notValid);
  if (isOther || (holdsNow && isWithinOthers(before, situation.model)))
    return [remakeType({ before, after, change, convert: (value, to) => convert(value, to, after), loss: null }, situation)];
  const tables = columnsOf(before, situation.model).map(({ ref }) => ref.parent as ObjectRef);
  const filled = tables.filter((table) => situation.rows(table) === "holds");
  const scan = filled.map((table) => hazard("constraintScan", table, "the whole table is read"));
  const later = filled.length > 0 && situation.context.atomic === "no" ? added.filter(({ notValid }) => !notValid) : [];
  const value = after.body.default === null ? "DROP DEFAULT" : `SET DEFAULT ${after.body.default.text}`;
  const statements: readonly Statement[] = [
    ...renamed.map(([from, to]) => alter(before, `RENAME CONSTRAINT ${quoteIdentifier(from)} TO ${quoteIdentifier(to)}`)),
    ...dropped.map((name) => alter(before, `DROP CONSTRAINT ${quoteIdentifier(name)}`)),
    ...(before.body.default?.text === after.body.default?.text ? [] : [alter(before, value)]),
    ...changedDomainNotNull(before, after, [...scan, ...writersFail(before)]),
    ...added.map((check) => addCheck(before, later.includes(check) ? { ...check, notValid: true } : check)),
    ...changedCheckComments(after, commentBefore),
    ...changedComment(before, after),
  ];
  const open = [...later, ...validated].map(({ name }) => name);
  if (open.length === 0) return [inTransaction(statements, [change], { long: tightens && filled.length > 0 ? "yes" : "no" })];
  const middle: Domain = {
    ...after,
    body: { ...after.body, checks: after.body.checks.map((check) => (open.includes(check.name) ? { ...check, notValid: true } : check)) },
  };
  const validations = open.map((name) =>
    statement(`ALTER DOMAIN ${qualified(after.ref)} VALIDATE CONSTRAINT ${quoteIdentifier(name)}`, { hazards: scan }),
  );
  return [
    ...(statements.length === 0 ? [] : [inTransaction(statements, [effect(before, middle)])]),
    inTransaction(validations, [statements.length === 0 ? change : effect(middle, after)], { barrier: "both", long: "yes" }),
  ];
}

interface CheckSteps {
  readonly renamed: readonly (readonly [string, string])[];
  readonly dropped: readonly string[];
  readonly added: readonly DomainCheck[];
  readonly validated: readonly DomainCheck[];
  /** The comment that a check has by then. */
  readonly commentBefore: (check: DomainCheck) => string | undefined;
}

/** A check that says the same under another name is renamed. */
function checkSteps({ body: before }: Domain, { body: after }: Domain): CheckSteps {
  const names = (checks: readonly DomainCheck[]) => new Set(checks.map(({ name }) => name));
  const [old, now] = [names(before.checks), names(after.checks)];
  const renamed: [string, string][] = [];
  for (const { name, expression } of after.checks.filter((check) => !old.has(check.name))) {
    const from = before.checks.find(
      (check) => !now.has(check.name) && check.expression.text === expression.text && !renamed.some(([taken]) => taken === check.name),
    );
    if (from !== undefined) renamed.push([from.name, name]);
  }
  const was = new Map(before.checks.map((check) => [renamed.find(([from]) => from === check.name)?.[1] ?? check.name, check]));
  const same = ({ name, expression }: DomainCheck): DomainCheck | undefined =>
    was.get(name)?.expression.text === expression.text ? was.get(name) : undefined;
  const added = after.checks.filter((check) => same(check) === undefined || (check.notValid && same(check)?.notValid === false));
  const kept = new Set(after.checks.filter((check) => !added.includes(check)).map(({ name }) => name));
  return {
    renamed,
    dropped: [...was.keys()].filter((name) => !kept.has(name)),
    added,
    validated: after.checks.filter((check) => kept.has(check.name) && !check.notValid && was.get(check.name)?.notValid === true),
    commentBefore: ({ name }) => (kept.has(name) ? was.get(name)?.comment : undefined),
  };
}

const alter = ({ ref }: Domain, how: string): Statement => statement(`ALTER DOMAIN ${qualified(ref)} ${how}`);
/** As text it must be that of the new type, which may be shorter. */
function convert(value: string, to: string, { body: { type } }: Domain): string | null {
  const dimensions = dimensionsOf(to);
  if (to !== `text${dimensions}`) return `${value}::${to}`;
  return dimensions !== "" && dimensionsOf(type) !== "" ? null : `${value}::${type}${dimensions}::${to}`;
}

const writersFail = ({ ref }: Domain) => [hazard("incompatibleWithRunningApp", ref, "writing NULL to it fails")];
