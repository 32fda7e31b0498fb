import type { Plan, RevisionWalk } from "../instruction/plan.ts";
import type { ScriptWriter } from "../port/script.ts";

/** A plan as a script that a person can run: statements in order and in their frames, each revision named. Without the journal's own rows. */
export function sqlText(
  { walks, difference }: Pick<Plan, "walks" | "difference">,
  script: ScriptWriter,
  searchPath: readonly string[],
): string {
  const lines = [...walks.flatMap((walk) => [heading(walk), ...walk.stages.flatMap(script.stage)]), ...difference.flatMap(script.stage)];
  return lines.length === 0 ? "" : [...script.opening(searchPath), ...lines].join("\n");
}

const heading = ({ revision, direction, message }: RevisionWalk): string =>
  `-- ${direction === "up" ? "upgrade" : "downgrade"} ${revision}${message === "" ? "" : `: ${message.replaceAll("\n", " ")}`}`;
