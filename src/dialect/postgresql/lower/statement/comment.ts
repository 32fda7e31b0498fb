import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { commentOn } from "../../object/comment.ts";
import { statement } from "./statements.ts";

/** The comment of an object that was just made, where it has one. */
export const newComment = (object: SchemaObject): readonly Statement[] =>
  object.comment ? [statement(commentOn(object, object.comment))] : [];

/** The comment where it changes; undefined on the new side: not said, so left as it is. */
export const changedComment = (before: SchemaObject, after: SchemaObject): readonly Statement[] =>
  after.comment === undefined || (before.comment || null) === (after.comment || null) ? [] : [statement(commentOn(after, after.comment))];
