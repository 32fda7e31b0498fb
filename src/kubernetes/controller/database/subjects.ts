import type { DatabaseObject } from "../../object/database-object.ts";
import type { OperatorContext } from "../operator-context.ts";
import type { DatabaseSubject } from "./database-subject.ts";
import { readSubject } from "./read-subject.ts";

/** Gives the Database of an object. @throws InputError with every finding */
export type Subjects = (key: string, object: DatabaseObject) => Promise<DatabaseSubject>;

/** The same object is checked once: a resync finds it as it was. One that is wrong is checked again, which happens only when it changes. */
export function readSubjects(context: OperatorContext): Subjects {
  const known = new WeakMap<DatabaseObject, DatabaseSubject>();
  return async (key, object) => {
    const before = known.get(object);
    if (before !== undefined) return before;
    const subject = await readSubject(context, key, object);
    known.set(object, subject);
    return subject;
  };
}
