import { describeRef, type ObjectRef } from "../../model/ref.ts";

/** The table or view that a part belongs to, as people read it. */
export const parentOf = ({ parent, name }: ObjectRef): string => (parent === undefined ? name : describeRef(parent));
