import { known } from "../../../../model/model.ts";
import { isDdlObject, type SchemaObject, type SchemaObjectOf } from "../../../../model/object.ts";
import type { DdlKind } from "../../../../model/ref.ts";
import { createDdl, ddlAddress, definedObject } from "../../object/ddl.ts";
import { alterDdl } from "./alter-ddl.ts";
import { changedComment, newComment } from "../statement/comment.ts";
import { goingWith } from "../remake/dependants.ts";
import { madeAnew } from "../remake/made-anew.ts";
import { type DdlObject, dropDdl, makeDdl } from "./make-ddl.ts";
import { renameStatements } from "../statement/rename-statements.ts";
import { hazard, inTransaction, statement } from "../statement/statements.ts";
import type { Situation } from "../statement/situation.ts";
import type { Life } from "../statement/strategy.ts";

/** The life of whatever is given as its statement. Where ALTER cannot say a change, it is made anew with what uses it. */
export const ddlLife: Life<DdlKind> = {
  create: (after, change) => [inTransaction([...makeDdl(given(after)), ...newComment(given(after))], [change])],
  drop: (before, change, situation) => [
    inTransaction(
      [
        { ...dropDdl(given(before)), hazards: [hazard("incompatibleWithRunningApp", before.ref, "what still names it fails")] },
        ...impliedFamily(given(before), situation).map((family) => statement(`DROP ${ddlAddress(family)}`)),
      ],
      [change],
    ),
  ],
  alter: (before, after, change, situation) => {
    const [old, now] = [given(before), given(after)];
    if (sameText(old, now)) return [inTransaction(changedComment(old, now), [change])];
    const altered = alterDdl(old, now, situation.context.facts.serverVersion);
    if (altered !== null)
      return [
        inTransaction(
          [
            ...altered.map((sql) =>
              statement(sql, { hazards: [hazard("incompatibleWithRunningApp", before.ref, "it does something else")] }),
            ),
            ...changedComment(old, now),
          ],
          [change],
        ),
      ];
    const hazards = [hazard("incompatibleWithRunningApp", before.ref, "it does something else")];
    return [madeAnew(old, now, change, { hazards, users: goingWith(before.ref, situation) })];
  },
  rename: (before, { ref: to }, change, situation) => {
    const { ref: from } = before;
    const parts = { hazards: [hazard("incompatibleWithRunningApp", from, "what calls it by the old name fails")] };
    return [
      inTransaction(
        [
          ...renameStatements(ddlAddress, from, to, parts),
          ...impliedFamily(given(before), situation).flatMap((family) => renameStatements(ddlAddress, family, to)),
        ],
        [change],
      ),
    ];
  },
};

/** The family that an operator class brought along under its own name, and that nobody declares. */
function impliedFamily({ kind, ref, body }: DdlObject, { model }: Situation): readonly SchemaObjectOf<"operatorFamily">["ref"][] {
  if (kind !== "operatorClass" || /\bFAMILY\b/i.test(body.definition.text)) return [];
  const family = { ...ref, kind: "operatorFamily" } as const;
  return known(model.get(family)) === undefined ? [family] : [];
}

/** @throws TypeError for any other object, which has a life of its own */
function given(object: SchemaObjectOf<DdlKind>): DdlObject {
  const each = object as unknown as SchemaObject;
  if (!isDdlObject(each)) throw new TypeError(`a ${each.kind} is not given as its statement`);
  return each;
}

const sameText = (a: DdlObject, b: DdlObject): boolean =>
  createDdl(definedObject({ ...a, ref: b.ref } as SchemaObjectOf<DdlKind>)).join() ===
  createDdl(definedObject(b as SchemaObjectOf<DdlKind>)).join();
