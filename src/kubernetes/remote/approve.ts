import { InputError, NotFoundError } from "../../core/error.ts";
import type { Digest } from "../../core/digest.ts";
import { applyObject } from "../client/objects.ts";
import { ownType } from "../client/resource-type.ts";
import { type PlanObject, planName } from "../controller/plan/plan-object.ts";
import { readPlanObject, wholePlan } from "./plan-objects.ts";
import { readDatabase, type RemoteDatabase, titleOf } from "./remote-database.ts";

/** Which plan: by its digest, or by the name of its object. */
export type PlanChoice = { readonly digest: Digest } | { readonly object: string };

/**
 * Consents to the plan that waits: what RBAC gives whoever asks is all that is needed. The operator takes it up by itself.
 * @throws NotFoundError, PlanFileError, InputError where another plan waits by now
 */
export async function remoteApprove(
  remote: RemoteDatabase,
  choice: PlanChoice,
): Promise<{ readonly digest: Digest; readonly object: string }> {
  const { transport, namespace } = remote;
  const plan = await findPlan(remote, choice);
  // Nobody consents to statements that are others than those of the digest.
  await wholePlan(remote, plan);
  const { name, uid } = plan.metadata;
  const waits = (await readDatabase(remote)).status?.plan?.ref;
  if (waits !== name) throw outdated(remote, name, waits);
  const metadata = { name, namespace, ...(uid === undefined ? {} : { uid }) };
  const approved: Approved = { metadata, spec: { approved: true } };
  await applyObject(transport, ownType("Plan"), approved);
  return { digest: plan.spec.digest, object: name };
}

interface Approved extends Pick<PlanObject, "metadata"> {
  readonly spec: { readonly approved: true };
}

async function findPlan(remote: RemoteDatabase, choice: PlanChoice): Promise<PlanObject> {
  if ("object" in choice) return ofDatabase(remote, await readPlanObject(remote, choice.object));
  const { digest } = choice;
  const plan = await readPlanObject(remote, planName(remote.name, digest));
  if (plan.spec.digest === digest) return ofDatabase(remote, plan);
  throw new NotFoundError(`no Plan of ${titleOf(remote)} has the digest ${digest}`, {
    code: "plan-not-found",
    remedy: "See keelson plan for the one that waits",
  });
}

function ofDatabase(remote: RemoteDatabase, plan: PlanObject): PlanObject {
  if (plan.spec.database === remote.name) return plan;
  throw new InputError(`the Plan ${plan.metadata.name} is of the Database ${plan.spec.database ?? "of nobody"}, not of ${remote.name}`, {
    code: "plan-of-another",
    remedy: `Choose it with --database ${plan.spec.database ?? "NAME"}`,
  });
}

function outdated(remote: RemoteDatabase, name: string, waits: string | undefined): InputError {
  const now = waits === undefined ? "no plan waits" : `${waits} waits`;
  return new InputError(`the Plan ${name} is of another state of ${titleOf(remote)}: ${now} now`, {
    code: "plan-outdated",
    remedy: "Read what waits with keelson plan, and approve that",
  });
}
