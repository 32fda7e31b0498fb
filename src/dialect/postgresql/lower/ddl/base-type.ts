import { isDdlObject, type SchemaObject, type SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef, isRoutineKind, sameRef } from "../../../../model/ref.ts";
import { ddlOptions } from "../../definition/ddl-options.ts";
import { ddlAddress } from "../../object/ddl.ts";
import { routineName } from "../../object/routine.ts";
import { qualified, quoteLiteral } from "../../quote.ts";
import { changedComment, newComment } from "../statement/comment.ts";
import { ddlLife } from "./ddl.ts";
import { goingWith } from "../remake/dependants.ts";
import { sameLabels } from "../access/labels.ts";
import { createAgain, keepAccess, restoreAccess } from "../remake/kept-access.ts";
import { makeDdl } from "./make-ddl.ts";
import { refuse } from "../statement/refuse.ts";
import type { AroundOthers } from "../remake/remade.ts";
import type { Remakeable } from "../remake/remakes.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, statement } from "../statement/statements.ts";
import type { Life } from "../statement/strategy.ts";

type BaseType = SchemaObjectOf<"baseType"> & SchemaObject;

/**
 * The life of a base type. Its functions take and give it, and it is made of them: it is a shell first, and whole once they are there.
 * Nothing but CASCADE takes it apart again; what else would go with it stops that.
 */
export const baseTypeLife: Life<"baseType"> = {
  create: (after, change, situation) =>
    isShell(after)
      ? ddlLife.create(after, change, situation)
      : refuse(
          "type-without-shell",
          `base type ${describeRef(after.ref)} is made of functions that take it`,
          "Create it by its name first, then its functions, and let a step behind them alter it to what it is",
        ),
  drop: ddlLife.drop,
  alter: (before, after, change, situation) => {
    const [old, now] = [before as BaseType, after as BaseType];
    if (old.body.definition.text === now.body.definition.text) return [inTransaction(changedComment(old, now), [change])];
    if (isShell(old)) return [inTransaction([...makeDdl(now), ...changedComment(old, now)], [change])];
    const set = settable(old, now);
    if (set !== null)
      return [inTransaction([statement(`ALTER ${ddlAddress(old.ref)} SET (${set})`), ...changedComment(old, now)], [change])];
    const own = functionsOf(old, situation);
    refuseUsers(old, situation);
    const others = goingWith(old.ref, situation).filter(({ before: user }) => ![old, ...own].some(({ ref }) => sameRef(ref, user.ref)));
    const made = inTransaction(takenApart(old, now, own), [change]);
    const remade: AroundOthers = { ...made, around: others };
    return [others.length === 0 ? made : remade];
  },
  rename: ddlLife.rename,
};

const isShell = ({ body }: Pick<BaseType, "body">): boolean => body.definition.text === "";

/** What ALTER TYPE … SET takes, but for the storage: that of columns that are there would stay. */
const alterable = ["receive", "send", "typmod_in", "typmod_out", "analyze", "subscript"];

/** The options that lead from one to the other; null where others differ, or one that nothing takes away again. */
function settable(before: BaseType, after: BaseType): string | null {
  const [old, now] = [before, after].map(({ body }) => ddlOptions("baseType", body.definition.text)) as [
    ReadonlyMap<string, string>,
    ReadonlyMap<string, string>,
  ];
  const differing = [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name));
  if (isShell(after) || !differing.every((name) => alterable.includes(name))) return null;
  return alterable
    .filter((name) => differing.includes(name))
    .map((name) => `${name.toUpperCase()} = ${now.get(name) ?? "NONE"}`)
    .join(", ");
}

/** Functions that it is made of. */
const functionsOf = (type: BaseType, { model }: Situation): readonly Remakeable[] =>
  model
    .dependants(type.ref)
    .filter(
      (user): user is Extract<Remakeable, { readonly kind: "function" }> =>
        isRoutineKind(user.kind) && type.uses?.some((used) => sameRef(used, user.ref)) !== false,
    );

/** @throws InputError where something cannot be without it for a while */
function refuseUsers(type: BaseType, { model }: Situation): void {
  const user = model.dependants(type.ref).find((each) => !isRoutineKind(each.kind) && !isDdlObject(each) && each.kind !== "view");
  if (user !== undefined)
    refuse(
      "type-in-use",
      `${describeRef(type.ref)} must be made anew for this change, and ${describeRef(user.ref)} is made of it`,
      `Drop ${describeRef(user.ref)} in a revision before, or give the changed type another name`,
    );
}

const takenApart = (before: BaseType, after: BaseType, own: readonly Remakeable[]) => {
  const shell: BaseType = { ...after, body: { ...after.body, definition: { ...after.body.definition, text: "" } } };
  const place = (at: number): string => `of_type_${at}`;
  return [
    ...[before, ...own].flatMap((each, at) => keepAccess(each, place(at))),
    statement(dropWhole(before, own), {
      hazards: [hazard("incompatibleWithRunningApp", before.ref, "it is away until its functions are there again")],
    }),
    ...makeDdl(shell),
    ...own.flatMap((each, at) => [...createAgain(each, place(at + 1)), ...newComment(each)]),
    ...(isShell(after) ? [] : makeDdl(after)),
    ...newComment(after.comment === undefined ? { ...after, comment: before.comment ?? null } : after),
    ...(isShell(after) ? own : [after, ...own]).flatMap((each) => restoreAccess(each, place([after, ...own].indexOf(each)))),
    ...(isShell(after) ? [] : sameLabels(before, after)),
    ...own.flatMap((each) => sameLabels(each, each)),
  ];
};

/** Drops the type with its functions, and fails where anything else would go with them. */
function dropWhole({ ref }: BaseType, own: readonly Remakeable[]): string {
  const functions = `ARRAY[${own.map((each) => `${quoteLiteral(routineName(each.ref))}::pg_catalog.regprocedure::oid`).join(", ")}]::oid[]`;
  const [type, routine] = ["pg_type", "pg_proc"].map((catalogue) => `'pg_catalog.${catalogue}'::pg_catalog.regclass`);
  const found = `SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) INTO found FROM pg_catalog.pg_depend d, pg_catalog.pg_type t WHERE t.oid = ${quoteLiteral(qualified(ref))}::pg_catalog.regtype AND d.deptype <> 'i'
    AND (d.refclassid = ${type} AND d.refobjid IN (t.oid, t.typarray) OR d.refclassid = ${routine} AND d.refobjid = ANY (own)) AND NOT (d.classid = ${routine} AND d.objid = ANY (own) OR d.classid = ${type} AND d.objid = t.oid) LIMIT 1`;
  return `DO ${quoteLiteral(`DECLARE own oid[] := ${functions}; found text; BEGIN ${found}; IF found IS NOT NULL THEN RAISE EXCEPTION '% uses the type %, and would go with it', found, ${quoteLiteral(describeRef(ref))}; END IF; DROP ${ddlAddress(ref)} CASCADE; END`)}`;
}
