import { type Milliseconds, parseDuration } from "../core/duration.ts";
import { didYouMean } from "../core/did-you-mean.ts";
import { InputError } from "../core/error.ts";
import { type HazardKind, hazardKinds } from "../instruction/instruction.ts";
import type { Policy } from "../plan/gate/policy.ts";
import type { StageLimits } from "../port/stage-runner.ts";
import type { DatabaseResource } from "../resource/resource.ts";
import type { Schedule } from "../window/schedule.ts";
import type { ContractGate } from "./contract-gate.ts";

export type Mode = "versioned" | "declarative";

/** What a Database document says, with every default filled in and durations in milliseconds. */
export interface Settings {
  readonly name: string;
  readonly project: string;
  readonly schemas: readonly string[];
  readonly defaultSchema: string;
  readonly target: string;
  /** null: versioned where the source has revisions, else declarative. */
  readonly mode: Mode | null;
  readonly prune: "yes" | "no";
  readonly ignore: readonly string[];
  readonly environment: string | undefined;
  readonly variables: Readonly<Record<string, string | number | boolean>>;
  readonly policy: Policy;
  /** Where expressions are spelled out first. */
  readonly normalise: "target" | "scratch";
  readonly limits: StageLimits;
  readonly retries: { readonly limit: number; readonly backoff: Milliseconds; readonly maxBackoff: Milliseconds };
  readonly contract: ContractGate;
  readonly schedule: Schedule;
  readonly suspend: "yes" | "no";
}

/** @throws InputError for a duration or hazard that is none. */
export function readSettings({ metadata, spec }: DatabaseResource, defaultSchema: string): Settings {
  const { policy = {}, schedule = {}, contract } = spec;
  const schemas = spec.schemas ?? [defaultSchema];
  return {
    name: metadata.name,
    project: spec.journal?.project ?? metadata.name,
    schemas,
    defaultSchema: spec.defaultSchema ?? schemas[0] ?? defaultSchema,
    target: spec.target ?? "head",
    mode: spec.mode ?? null,
    prune: spec.prune === true ? "yes" : "no",
    ignore: spec.ignore ?? [],
    environment: spec.environment,
    variables: spec.variables ?? {},
    policy: {
      destructive: policy.destructive ?? "approve",
      downgrade: policy.downgrade ?? "refuse",
      drift: policy.drift ?? "report",
      maxDrops: policy.maxDrops ?? 5,
      approval: { hazards: (policy.approval?.hazards ?? []).map(hazardKind) },
      approvedPlans: policy.approvedPlans ?? [],
    },
    normalise: policy.normalise ?? "target",
    limits: { lockTimeout: duration(policy.lockTimeout, "300ms"), statementTimeout: duration(policy.statementTimeout, "0s") },
    retries: {
      limit: policy.retries?.limit ?? 10,
      backoff: duration(policy.retries?.backoff, "1s"),
      maxBackoff: duration(policy.retries?.maxBackoff, "5m"),
    },
    contract: contractGate(contract),
    schedule: {
      resync: duration(schedule.resync, "5m"),
      timeZone: schedule.timeZone ?? "UTC",
      windows: (schedule.windows ?? []).map(({ cron, duration: open }) => ({ cron, duration: duration(open, open) })),
    },
    suspend: spec.suspend === true ? "yes" : "no",
  };
}

/** An empty `contract: {}` opens nothing: no condition is none that holds. */
function contractGate(contract: DatabaseResource["spec"]["contract"]): ContractGate {
  const { after, whenGone } = contract ?? {};
  if (after === undefined && whenGone === undefined) return null;
  return { after: duration(after, "0s"), rollout: whenGone === undefined ? "ignored" : "awaited" };
}

function duration(written: string | undefined, otherwise: string): Milliseconds {
  const text = written ?? otherwise;
  const value = parseDuration(text);
  if (value === undefined) throw invalid("invalid-duration", `"${text}" is no duration`, "Write it like 300ms, 5m or 1h30m");
  return value;
}

/** @throws InputError */
export function hazardKind(name: string): HazardKind {
  const kind = hazardKinds.find((each) => each === name);
  if (kind !== undefined) return kind;
  const hint = didYouMean(name, hazardKinds);
  const kinds = `Use one of ${hazardKinds.join(", ")}`;
  throw invalid("unknown-hazard", `"${name}" is no hazard`, hint === undefined ? kinds : `Did you mean ${hint}? ${kinds}`);
}

const invalid = (code: string, message: string, remedy: string): InputError => new InputError(message, { code, remedy });
