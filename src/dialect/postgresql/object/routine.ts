import type { SchemaObjectOf } from "../../../model/object.ts";
import type { ObjectRef, RoutineKind } from "../../../model/ref.ts";
import { argumentList } from "../../../model/ref.ts";
import { qualified } from "../quote.ts";

type Routine = Pick<SchemaObjectOf<RoutineKind>, "kind" | "ref" | "body">;

/** What a routine is called in ALTER, DROP and COMMENT: ROUTINE takes an aggregate of every sort by the types of its arguments. */
export const routineWord = (kind: RoutineKind): string => (kind === "aggregate" ? "ROUTINE" : kind.toUpperCase());

/** `schema.name(integer, text)` */
export const routineName = (ref: ObjectRef): string => `${qualified(ref)}${argumentList({ ...ref, arguments: ref.arguments ?? [] })}`;

/**
 * `PROCEDURE schema.name(IN integer, IN text)`: as ALTER, DROP, COMMENT and GRANT name it. Without IN the types of a procedure
 * could be those of another one together with what that gives out.
 */
export const routineAddress = (kind: RoutineKind, ref: ObjectRef): string =>
  `${routineWord(kind)} ${routineName(kind === "procedure" ? { ...ref, arguments: (ref.arguments ?? []).map((type) => `IN ${type}`) } : ref)}`;

export const createRoutine = ({ kind, ref, body }: Routine): string => `CREATE ${statement(kind, ref, body)}`;
export const replaceRoutine = ({ kind, ref, body }: Routine): string => `CREATE OR REPLACE ${statement(kind, ref, body)}`;
export const dropRoutine = ({ kind, ref }: Routine): string => `DROP ${routineAddress(kind, ref)}`;

const statement = (kind: RoutineKind, ref: ObjectRef, { definition: { text } }: Routine["body"]): string =>
  `${kind.toUpperCase()} ${qualified(ref)}${text.startsWith("(") ? "" : " "}${text}`;
