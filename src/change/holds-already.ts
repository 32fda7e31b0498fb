import { known, type Model } from "../model/model.ts";
import { sameRef } from "../model/ref.ts";
import type { Change, ObjectChange } from "./change.ts";

/** Whether it gives an object another name, or another place. */
export const isRenaming = (change: Change): change is ObjectChange =>
  change.kind === "object" && change.before !== null && change.after !== null && !sameRef(change.before.ref, change.after.ref);

/** Whether a change is a rename that somebody has made before: the object stands under its new name, and nothing under the old one. */
export const holdsAlready = (change: Change, model: Model): boolean =>
  isRenaming(change) &&
  change.before !== null &&
  change.after !== null &&
  model.get(change.before.ref) === "absent" &&
  known(model.get(change.after.ref)) !== undefined;
