import { digestValue } from "../core/digest.ts";
import type { Position } from "../core/position.ts";
import { canonicalSpec } from "./canonical-spec.ts";
import { inlineStep } from "./inline-files.ts";
import type { Metadata } from "./shape/metadata.shape.ts";
import type { ReadContext } from "./read-context.ts";
import type { ReadOptions } from "./read-options.ts";
import { readSteps } from "./read-steps.ts";
import type { Origin, RevisionResource, RevisionStep } from "./resource.ts";
import type { RevisionSpec } from "./shape/revision.shape.ts";

/** A document whose envelope has been validated. */
export interface Envelope<S> {
  readonly metadata: Metadata;
  readonly spec: S;
  readonly position: Position;
  readonly origin: Origin;
}

/** A revision with its steps read, files inlined, defaults filled in and its digest. Findings go to the context. */
export function readRevision(
  { metadata, spec, position, origin }: Envelope<RevisionSpec>,
  options: ReadOptions,
  context: ReadContext,
): RevisionResource {
  const steps = (key: "upgrade" | "downgrade"): RevisionStep[] => {
    const path = ["spec", key];
    const read = readSteps(spec[key], path, key === "upgrade" ? "up" : "down", options.operations ?? {}, context);
    return read.map((step) => inlineStep(step, [...path, step.index], options, context));
  };
  const meaning = {
    id: spec.id ?? metadata.name,
    message: spec.message ?? "",
    revises: spec.revises,
    dependsOn: spec.dependsOn ?? [],
    phase: spec.phase ?? "expand",
    ...(spec.when === undefined ? {} : { when: spec.when }),
    onFailure: spec.onFailure ?? "resume",
    atomic: spec.atomic ?? false,
    upgrade: steps("upgrade"),
    ...(spec.downgrade === undefined ? {} : { downgrade: steps("downgrade") }),
    ...(spec.irreversible === undefined ? {} : { irreversible: spec.irreversible }),
    verify: spec.verify ?? [],
    ...(spec.replaces === undefined ? {} : { replaces: spec.replaces }),
  } as const;
  const digest = context.failed ? "" : digestValue(canonicalSpec(meaning));
  return { kind: "Revision", metadata, spec, position, origin, branchLabels: spec.branchLabels ?? [], digest, ...meaning };
}
