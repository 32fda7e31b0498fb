import type { PlanDocument } from "../../../plan/plan-document.ts";
import { isConflict, isMissing } from "../../client/api-error.ts";
import { withoutManagedFields } from "../../client/api-object.ts";
import { createObject, deleteObject, readObject } from "../../client/objects.ts";
import { configMaps, ownType } from "../../client/resource-type.ts";
import type { Transport } from "../../client/transport.ts";
import { errorText } from "../../report/error-text.ts";
import { type Namespaces, type WatchedObjects, watchedObjects } from "../../watched/watched-objects.ts";
import type { DatabaseSubject } from "../database/database-subject.ts";
import type { OperatorContext } from "../operator-context.ts";
import { planAnnexes } from "./plan-annex.ts";
import { type PlanObject, planName, planObject } from "./plan-object.ts";

/** The Plan objects of a cluster. */
export interface Plans {
  /** Digests of the plans of this Database that people approved. */
  approved(subject: DatabaseSubject): ReadonlySet<string>;
  /** Shows the plan that waits for approval and takes away those beyond the limit. Gives the name of its object. */
  publish(context: Pick<OperatorContext, "transport">, subject: DatabaseSubject, plan: PlanDocument): Promise<string>;
  /** When their watch has ended. */
  readonly ended: Promise<void>;
}

export interface PlansOptions {
  readonly namespaces: Namespaces;
  readonly signal: AbortSignal;
  /** Told the key of a Database one of whose plans was approved, is so no longer, or is gone. */
  readonly onConsent: (key: string) => void;
}

const type = ownType("Plan");
const defaultHistoryLimit = 10;

export function watchPlans(context: OperatorContext, { namespaces, signal, onConsent }: PlansOptions): Plans {
  const { transport, clock, chance, logger } = context;
  const consents = new Map<string, boolean>();
  /** Of plans that are there: the key of the Database of each. */
  const owners = new Map<string, string>();
  /** The plans, each with its uid, all of which this process knows to be written: whoever showed one may have been cut off before the rest of it. */
  const annexed = new Map<string, string | undefined>();
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
    if (plan === undefined) {
      const owner = owners.get(key);
      for (const known of [consents, annexed, owners]) known.delete(key);
      // It may be the one that is waited for: then it is shown again.
      if (owner !== undefined) onConsent(owner);
      return;
    }
    const { namespace } = plan.metadata;
    const owner = plan.spec.database === undefined ? undefined : `${namespace}/${plan.spec.database}`;
    if (owner !== undefined) owners.set(key, owner);
    const consent = plan.spec.approved === true;
    if ((consents.get(key) ?? false) === consent) return;
    consents.set(key, consent);
    if (owner !== undefined) onConsent(owner);
  }
  const plansOf = ({ object }: DatabaseSubject): readonly PlanObject[] =>
    [...plans.all()].filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid));

  return {
    approved: (subject) => new Set(plansOf(subject).flatMap(({ spec }) => (spec.approved === true ? [spec.digest] : []))),
    async publish({ transport }, subject, document) {
      const name = planName(subject.object.metadata.name, document.spec.digest);
      const key = `${subject.namespace}/${name}`;
      const shown = plans.get(key) ?? (await show(transport, planObject(document, subject.object)));
      plans.note(shown);
      if (annexed.get(key) !== shown.metadata.uid) {
        for (const annex of planAnnexes(document, shown)) await unlessThere(createObject(transport, configMaps, annex));
        annexed.set(key, shown.metadata.uid);
      }
      await prune(transport, [...plansOf(subject)], name, subject.database.spec.planHistoryLimit ?? defaultHistoryLimit);
      return name;
    },
    ended: plans.ended,
  };
}

/** Another replica, or a run that was cut off, may have shown it before. */
async function show(transport: Transport, wanted: PlanObject): Promise<PlanObject> {
  const { name, namespace } = wanted.metadata;
  const address = namespace === undefined ? { name } : { name, namespace };
  return (await unlessThere(createObject(transport, type, wanted))) ?? readObject<PlanObject>(transport, type, address);
}

/** undefined where it is there already. */
const unlessThere = <T>(creating: Promise<T>): Promise<T | undefined> =>
  creating.catch((error: unknown) => {
    if (isConflict(error)) return undefined;
    throw error;
  });

/** Of the plans of a Database, `current` beside which only the newest stay. */
async function prune(transport: Transport, plans: readonly PlanObject[], current: string, limit: number): Promise<void> {
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
