import type { ComparisonMemory, KnownComparison } from "../../reconcile/known-comparison.ts";
import { foundMemory } from "./found-memory.ts";
import type { Project } from "./open-project.ts";

/** What `check` found, from one run to the next. Absent where more than files, settings and server decides that. */
export function comparisonMemory(project: Project): ComparisonMemory | undefined {
  const { context, database } = project;
  if (database.spec.variables !== undefined || Object.keys(context.operations).length > 0) return undefined;
  return foundMemory<KnownComparison>(project, "comparison");
}
