import { NotFoundError } from "../../core/error.ts";
import type { PagePlan } from "../../page/page-source.ts";
import { PlanFileError } from "../../plan/plan-file.ts";
import type { ApiObject } from "../client/api-object.ts";
import { listObjects } from "../client/list-objects.ts";
import { ownType } from "../client/resource-type.ts";
import type { Transport } from "../client/transport.ts";
import type { DatabaseObject } from "../object/database-object.ts";
import { readPlanObject, wholePlan } from "../remote/plan-objects.ts";

/** Each may be long: more of them is history, and stands in the journal. */
const most = 5;

/** The Plans of a Database that wait or were approved, whole, newest first. */
export async function ownedPlans(transport: Transport, { metadata, status }: DatabaseObject): Promise<readonly PagePlan[]> {
  const { uid, namespace = "default" } = metadata;
  const { objects } = await listObjects<ApiObject>(transport, ownType("Plan"), { namespace, form: "metadata" });
  const age = ({ metadata: { creationTimestamp = "" } }: ApiObject): string => creationTimestamp;
  const owned = objects
    .filter((plan) => plan.metadata.ownerReferences?.some((owner) => owner.uid === uid))
    .toSorted((a, b) => (age(a) < age(b) ? 1 : -1));
  const shown: PagePlan[] = [];
  for (const { metadata: plan } of owned) {
    if (shown.length === most) break;
    const found = await readPlan({ transport, namespace }, plan.name, status?.plan?.ref === plan.name);
    if (found !== undefined) shown.push(found);
  }
  return shown;
}

/** undefined for one that is of no interest: neither waited for nor approved, gone by now, or of other statements than its digest says and so nobody's consent. */
async function readPlan(plans: Parameters<typeof wholePlan>[0], name: string, waits: boolean): Promise<PagePlan | undefined> {
  try {
    const plan = await readPlanObject(plans, name);
    const isApproved = plan.spec.approved === true;
    if (!isApproved && !waits) return undefined;
    return { document: await wholePlan(plans, plan), state: isApproved ? "approved" : "waits for approval" };
  } catch (error) {
    if (!waits && (error instanceof NotFoundError || error instanceof PlanFileError)) return undefined;
    throw error;
  }
}
