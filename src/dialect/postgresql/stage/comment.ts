import type { Stage } from "../../../instruction/plan.ts";
import type { LeaseGrant } from "../../../port/lease.ts";

/** The mark each of our statements begins with: a successor finds what still runs by it. Nothing in it can end the comment. */
export const stageComment = ({ token }: LeaseGrant, { revision, index }: Pick<Stage, "revision" | "index">): string =>
  `/* keelson:${token}:${(revision ?? "-").replace(/[^A-Za-z0-9_.-]/g, "_")}:${index} */`;
