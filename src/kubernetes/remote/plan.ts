import { NotFoundError } from "../../core/error.ts";
import type { PlanDocument } from "../../plan/plan-document.ts";
import { readPlanObject, wholePlan } from "./plan-objects.ts";
import { readDatabase, type RemoteDatabase, titleOf } from "./remote-database.ts";

/** The plan that waits for approval, with all of its statements. @throws NotFoundError where none waits, PlanFileError where its digest is not that of its statements */
export async function remotePlan(remote: RemoteDatabase): Promise<PlanDocument> {
  const { status } = await readDatabase(remote);
  const ref = status?.plan?.ref;
  if (ref === undefined) {
    const reason = status?.conditions?.find(({ type }) => type === "Ready")?.reason;
    const message = `no plan of ${titleOf(remote)} waits for approval${reason === undefined ? "" : `: it is ${reason}`}`;
    throw new NotFoundError(message, {
      code: "no-plan",
      remedy: "The operator shows a plan where the policy wants approval; see keelson status",
    });
  }
  return wholePlan(remote, await readPlanObject(remote, ref));
}
