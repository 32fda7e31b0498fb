import type { Static } from "@sinclair/typebox";
import { name, reference, text } from "../model/kind/field.shape.ts";
import { objectNameShape } from "../model/kind/object-name.shape.ts";
import { operation } from "./operation.shape.ts";

export const setOwnerShape = operation("setOwner", "Gives an object to another role.", {
  on: reference(objectNameShape),
  owner: name("The role."),
});
export type SetOwnerArguments = Static<typeof setOwnerShape>;

export const setSecurityLabelShape = operation("setSecurityLabel", "Labels an object for a provider of access control.", {
  on: reference(objectNameShape),
  provider: name("Who reads the label: it must be loaded in the server."),
  label: text('The label; `""` is none.'),
});
export type SetSecurityLabelArguments = Static<typeof setSecurityLabelShape>;

export const setCommentShape = operation("setComment", "Sets the comment of an object.", {
  on: reference(objectNameShape),
  comment: text('The comment; `""` is none.'),
});
export type SetCommentArguments = Static<typeof setCommentShape>;
