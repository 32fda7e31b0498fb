import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction } from "../../../../instruction/instruction.ts";
import { asUsual, targetKinds } from "../../../../model/database-body.ts";
import { privilegesOf } from "../../../../model/grant.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { grantByDefault, revokeByDefault } from "../../object/default-privileges.ts";
import { type GrantStep, grantSteps, type Rights, rightsOf } from "./grant-steps.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, statement } from "../statement/statements.ts";
import type { Life } from "../statement/strategy.ts";

type Privileged = SchemaObjectOf<"defaultPrivileges">;

export const defaultPrivilegesLife: Life<"defaultPrivileges"> = {
  create: (after, change, situation) => changed(asUsual(after), after, change, situation),
  drop: (before, change, situation) => changed(before, asUsual(before), change, situation),
  alter: changed,
  rename: () => {
    throw new TypeError("default privileges have no name of their own");
  },
};

function changed(before: Privileged, after: Privileged, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const all = privilegesOf(targetKinds[after.body.on], Math.floor(situation.context.facts.serverVersion / 10_000));
  const hazards = [hazard("privilegeChange", after.ref, "what is made from then on is open to others than before")];
  const steps = grantSteps(heldBy(before, all), heldBy(after, all), all);
  return [
    inTransaction(
      steps.map((step) => statement(sqlOf(step, after), { hazards })),
      [change],
    ),
  ];
}

/** Those of the database say what the role itself has; those of a schema only what is added. */
const heldBy = ({ ref, body: { role, given } }: Privileged, all: readonly string[]): Rights =>
  rightsOf(given, ref.schema === undefined ? role : undefined, all);

function sqlOf({ act, ...privileges }: GrantStep, object: Privileged): string {
  switch (act) {
    case "grant":
      return grantByDefault(object, privileges, "plain");
    case "grantWithOption":
      return grantByDefault(object, privileges, "withOption");
    case "revoke":
      return revokeByDefault(object, privileges, "privilege");
    case "revokeOption":
      return revokeByDefault(object, privileges, "option");
  }
}
