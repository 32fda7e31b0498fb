import type { PlanDocument } from "../../../plan/plan-document.ts";
import { isConflict, isMissing } from "../../client/api-error.ts";
import { withoutManagedFields } from "../../client/api-object.ts";
import { createObject, deleteObject, readObject } from "../../client/objects.ts";
import { configMaps, ownType } from "../../client/resource-type.ts";
import { errorText } from "../../report/error-text.ts";
import { type Namespaces, type WatchedObjects, watchedObjects } from "../../watched/watched-objects.ts";
import type { DatabaseSubject } from "../database/database-subject.ts";
import type { OperatorContext } from "../operator-context.ts";
import { type PlanObject, planAnnex, planObject } from "./plan-object.ts";

/** The Plan objects of a cluster. */
export interface Plans {
  /** Digests of the plans of this Database that people approved. */
  approved(subject: DatabaseSubject): ReadonlySet<string>;
  /** Shows the plan that waits for approval and takes away those beyond the limit. Gives the name of its object. */
  publish(subject: DatabaseSubject, plan: PlanDocument): Promise<string>;
  /** When their watch has ended. */
  readonly ended: Promise<void>;
}

export interface PlansOptions {
  readonly namespaces: Namespaces;
  readonly signal: AbortSignal;
  /** Told the key of a Database one of whose plans was approved, or is so no longer. */
  readonly onConsent: (key: string) => void;
}

const type = ownType("Plan");
const defaultHistoryLimit = 10;

export function watchPlans(context: OperatorContext, { namespaces, signal, onConsent }: PlansOptions): Plans {
  const { transport, clock, chance, logger } = context;
  const consents = new Map<string, boolean>();
  const plans: WatchedObjects<PlanObject> = watchedObjects<PlanObject>(transport, type, {
    namespaces,
    keep: reference,
    signal,
    clock,
    chance,
    onKeys: (keys) => keys.forEach(notice),
    onTrouble: (error) => logger.log("warn", "watch.failed", { kind: "Plan", error: errorText(error) }),
  });
  function notice(key: string): void {
    const plan = plans.get(key);
    const consent = plan?.spec.approved === true;
    if (plan === undefined) consents.delete(key);
    if (plan === undefined || (consents.get(key) ?? false) === consent) return;
    consents.set(key, consent);
    const { namespace } = plan.metadata;
    if (plan.spec.database !== undefined) onConsent(`${namespace}/${plan.spec.database}`);
  }
  const plansOf = ({ object }: DatabaseSubject): readonly PlanObject[] =>
    [...plans.all()].filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid));

  return {
    approved: (subject) => new Set(plansOf(subject).flatMap(({ spec }) => (spec.approved === true ? [spec.digest] : []))),
    async publish(subject, document) {
      const wanted = planObject(document, subject.object);
      const { name } = wanted.metadata;
      const shown = plans.get(`${subject.namespace}/${name}`) ?? (await show(context, document, wanted));
      plans.note(shown);
      await prune(context, [...plansOf(subject)], name, subject.database.spec.planHistoryLimit ?? defaultHistoryLimit);
      return name;
    },
    ended: plans.ended,
  };
}

/** Another replica, or a run that was cut off, may have shown it before. */
async function show({ transport }: OperatorContext, document: PlanDocument, wanted: PlanObject): Promise<PlanObject> {
  const { name, namespace } = wanted.metadata;
  const address = namespace === undefined ? { name } : { name, namespace };
  const plan = await createObject(transport, type, wanted).catch((error: unknown) => {
    if (isConflict(error)) return readObject<PlanObject>(transport, type, address);
    throw error;
  });
  const annex = planAnnex(document, plan);
  if (annex !== undefined)
    await createObject(transport, configMaps, annex).catch((error: unknown) => {
      if (!isConflict(error)) throw error;
    });
  return plan;
}

/** Of the plans of a Database, `current` beside which only the newest stay. */
async function prune({ transport }: OperatorContext, plans: readonly PlanObject[], current: string, limit: number): Promise<void> {
  const age = ({ metadata }: PlanObject): string => metadata.creationTimestamp ?? "";
  const old = plans.filter(({ metadata }) => metadata.name !== current).toSorted((a, b) => (age(a) < age(b) ? 1 : -1));
  for (const {
    metadata: { name, namespace, uid },
  } of old.slice(limit))
    await deleteObject(transport, type, namespace === undefined ? { name } : { name, namespace }, uid).catch((error: unknown) => {
      if (!isMissing(error) && !isConflict(error)) throw error;
    });
}

/** All that is kept of a Plan: its statements are for people. */
function reference(plan: PlanObject): PlanObject {
  const { metadata, spec } = withoutManagedFields(plan);
  const { digest, database, approved } = spec;
  return { metadata, spec: { digest, ...(database === undefined ? {} : { database }), approved: approved === true } };
}
