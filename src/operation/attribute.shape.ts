import type { Static } from "@sinclair/typebox";
import { name, reference, text } from "../model/kind/field.shape.ts";
import { objectNameShape } from "../model/kind/object-name.shape.ts";
import { operation } from "./operation.shape.ts";

export const setOwnerShape = operation("setOwner", "Gives an object to another role.", {
  on: reference(objectNameShape),
  owner: name("The role."),
});
export type SetOwnerArguments = Static<typeof setOwnerShape>;

export const setCommentShape = operation("setComment", "Sets the comment of an object.", {
  on: reference(objectNameShape),
  comment: text('The comment; `""` is none.'),
});
export type SetCommentArguments = Static<typeof setCommentShape>;
