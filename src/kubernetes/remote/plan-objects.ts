import { apiVersion } from "../../core/api-version.ts";
import { KeelsonError, NotFoundError } from "../../core/error.ts";
import type { PlanDocument, PlanSpec, StageSpec } from "../../plan/plan-document.ts";
import { PlanFileError, readPlanFile } from "../../plan/plan-file.ts";
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
export async function wholePlan({ transport, namespace }: Plans, object: PlanObject): Promise<PlanDocument> {
  const names = namedAnnexes(object);
  if (names.length === 0) return documentOf(object, object.spec);
  try {
    const parts = await Promise.all(names.map((name) => readObject<PlanAnnex>(transport, configMaps, { namespace, name })));
    return documentOf(object, unpackPlan(parts));
  } catch (error) {
    if (error instanceof KeelsonError && !isMissing(error)) throw error;
    const { name } = object.metadata;
    throw new PlanFileError(`The ConfigMaps ${names.join(", ")} do not hold the plan of which the Plan ${name} shows the beginning`, {
      code: "plan-incomplete",
      remedy: "Delete them and the Plan: a plan that waits is written anew",
      cause: error,
    });
  }
}

/** What is consented to is the digest of the object: more people may write ConfigMaps than Plans. @throws PlanFileError */
function documentOf({ metadata, spec: { digest } }: PlanObject, spec: Partial<PlanSpec>): PlanDocument {
  const { fingerprint, from, to, horizon, stages, pendingContract } = spec;
  return readPlanFile({
    apiVersion,
    kind: "Plan",
    metadata: { name: metadata.name },
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

/** A server may leave out what is null. */
const withNulls = ({ revision, statements, ...stage }: StageSpec): StageSpec => ({
  ...stage,
  revision: revision ?? null,
  statements: (statements ?? []).map(({ lock, ...statement }) => ({ ...statement, lock: lock ?? null })),
});
