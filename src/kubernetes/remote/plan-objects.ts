import { apiVersion } from "../../core/api-version.ts";
import { NotFoundError } from "../../core/error.ts";
import type { PlanDocument, PlanSpec, StageSpec } from "../../plan/plan-document.ts";
import { readPlanFile } from "../../plan/plan-file.ts";
import { isMissing } from "../client/api-error.ts";
import { readObject } from "../client/objects.ts";
import { configMaps, ownType } from "../client/resource-type.ts";
import { namedAnnexes, type PlanAnnex, unpackPlan } from "../controller/plan/plan-annex.ts";
import type { PlanObject } from "../controller/plan/plan-object.ts";
import type { RemoteDatabase } from "./remote-database.ts";

/** Where Plans lie. */
type Plans = Pick<RemoteDatabase, "transport" | "namespace">;

/** @throws NotFoundError */
export async function readPlanObject({ transport, namespace }: Plans, name: string): Promise<PlanObject> {
  return readObject<PlanObject>(transport, ownType("Plan"), { namespace, name }).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    throw new NotFoundError(`there is no Plan ${namespace}/${name}`, {
      code: "plan-not-found",
      remedy: `See kubectl get plans --namespace ${namespace}`,
    });
  });
}

/** A Plan object as the document that keelson makes of plans, its digest computed again. @throws PlanFileError */
export async function wholePlan(plans: Plans, object: PlanObject): Promise<PlanDocument> {
  const spec = (await longSpec(plans, object)) ?? object.spec;
  const { digest, fingerprint, from, to, horizon, stages, pendingContract } = spec;
  return readPlanFile({
    apiVersion,
    kind: "Plan",
    metadata: { name: object.metadata.name },
    spec: {
      digest,
      fingerprint,
      from,
      to,
      horizon: horizon ?? null,
      stages: (stages ?? []).map(withNulls),
      pendingContract: pendingContract ?? [],
    },
  });
}

/** All of a plan of which the object has only the beginning. */
async function longSpec({ transport, namespace }: Plans, object: PlanObject): Promise<PlanSpec | undefined> {
  const names = namedAnnexes(object);
  if (names.length === 0) return undefined;
  return unpackPlan(await Promise.all(names.map((name) => readObject<PlanAnnex>(transport, configMaps, { namespace, name }))));
}

/** A server may leave out what is null. */
const withNulls = ({ revision, statements, ...stage }: StageSpec): StageSpec => ({
  ...stage,
  revision: revision ?? null,
  statements: (statements ?? []).map(({ lock, ...statement }) => ({ ...statement, lock: lock ?? null })),
});
