import { digestValue } from "../../../../src/core/digest.ts";
import type { DatabaseObject } from "../../../../src/kubernetes/object/database-object.ts";
import type { DatabaseSetObject } from "../../../../src/kubernetes/object/database-set-object.ts";
import { sourceDigestAnnotation } from "../../../../src/kubernetes/object/database-set-object.ts";
import { membersOf } from "../../../../src/kubernetes/controller/set/members-of.ts";
import type { Member } from "../../../../src/kubernetes/controller/set/member.ts";
import { wavesOf } from "../../../../src/kubernetes/controller/set/wave.ts";
import type { DatabaseSetSpec } from "../../../../src/resource/shape/database-set.shape.ts";
import { type Situation, standings } from "../../../../src/status/situation.ts";

/** A set of these targets, in the wave that the name begins with, from 0: `0a`, `1b`. */
export function setOf(targets: readonly string[], waves: DatabaseSetSpec["waves"], template: object = {}) {
  const spec: DatabaseSetSpec = {
    targets: targets.map((name) => ({ name, labels: { wave: name.slice(0, 1) } })),
    template: {
      spec: {
        dialect: "sqlite",
        source: { configMaps: [{ name: "documents" }] },
        connection: { url: { value: "sqlite:/tmp/a.db" } },
        ...template,
      },
    },
    ...(waves === undefined
      ? {}
      : { waves: waves.map((wave, index) => ({ selector: { matchLabels: { wave: String(index) } }, ...wave })) }),
  };
  const set: DatabaseSetObject = { metadata: { name: "shop", namespace: "prod", uid: "set" }, spec };
  return { set, spec, waves: wavesOf(spec), members: membersOf(set, spec, []) };
}

/** The Database as it is when it has become what was wanted, and a run of it has ended. */
export function ended(wanted: DatabaseObject, situation: Situation, source = "one", allowed?: string): DatabaseObject {
  const { ready, beside, reason } = standings[situation];
  const at = "2026-01-01T00:00:00.000Z";
  const conditions = [
    { type: "Ready", status: ready === "True" ? "True" : "False", reason, message: "so it is", lastTransitionTime: at } as const,
    ...beside.map((type) => ({ type, status: "True", reason, message: "so it is", lastTransitionTime: at }) as const),
  ];
  const annotations = { ...wanted.metadata.annotations, ...(allowed === undefined ? {} : { [sourceDigestAnnotation]: allowed }) };
  return {
    metadata: { ...wanted.metadata, annotations, uid: digestValue(wanted.metadata.name), generation: 1 },
    spec: wanted.spec ?? {},
    status: { observedGeneration: 1, source: { digest: source }, conditions },
  };
}

/** Lays beside each member what is there of it. */
export const found = (
  members: readonly Member[],
  there: Readonly<Record<string, (wanted: DatabaseObject) => DatabaseObject>>,
): readonly Member[] =>
  members.map((member) => {
    const made = there[member.target]?.(member.wanted);
    return made === undefined ? member : { ...member, found: made };
  });
