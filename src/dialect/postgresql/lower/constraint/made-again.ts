import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction, Statement } from "../../../../instruction/instruction.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { constraintDefinition } from "../../object/constraint.ts";
import { home, quoteIdentifier } from "../../quote.ts";
import { newComment } from "../statement/comment.ts";
import { lock, statement } from "../statement/statements.ts";
import { effect } from "../statement/strategy.ts";
import { addLocks, type Checked, validate } from "./add-checked.ts";
import type { Key } from "./add-key.ts";

/** Checks and foreign keys that are away while something else happens in one transaction, so that nobody reads rows for them there. */
export interface MadeAgain {
  /** Before it. */
  readonly away: readonly Statement[];
  /** Behind it, so that no row comes in unchecked. */
  readonly back: readonly Statement[];
  /** What is known of them while they are away, and then. */
  readonly gone: readonly ObjectChange[];
  readonly come: readonly ObjectChange[];
  /** Looks at the rows that are there, beside the application. */
  readonly checked: readonly Instruction[];
}

export const makeAgain = (constraints: readonly Checked[]): MadeAgain => ({
  away: constraints.map(dropConstraint),
  back: constraints.flatMap((each) => [add(each), ...newComment(each)]),
  gone: constraints.map((each) => effect(each, null)),
  come: constraints.map((each) => effect(null, unchecked(each))),
  checked: constraints.filter(isLookedAt).flatMap((each) => validate(each, [effect(unchecked(each), each)])),
});

/** Whether every row passes it. */
export const isLookedAt = ({ body }: Checked): boolean => !body.notValid && !body.notEnforced;

const unchecked = (object: Checked): Checked =>
  isLookedAt(object) ? ({ ...object, body: { ...object.body, notValid: true } } as Checked) : object;

export const dropConstraint = (object: Key | Checked): Statement =>
  statement(`ALTER TABLE ${home(object.ref)} DROP CONSTRAINT ${quoteIdentifier(object.ref.name)}`, {
    locks: tablesOf(object).map((table) => lock(table, "accessExclusive")),
  });

const tablesOf = (object: Key | Checked): readonly ObjectRef[] => [
  object.ref.parent as ObjectRef,
  ...(object.kind === "foreignKey" ? [object.body.references.table] : []),
];

const add = (object: Checked): Statement =>
  statement(`ALTER TABLE ${home(object.ref)} ADD ${constraintDefinition(unchecked(object))}`, { locks: addLocks(object) });
