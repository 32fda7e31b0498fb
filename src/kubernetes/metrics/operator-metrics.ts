import type { Clock } from "../../core/clock.ts";
import type { Situation } from "../../status/situation.ts";
import type { Status } from "../../status/status.ts";
import type { OperatorObserver } from "../controller/operator-context.ts";
import { labelsOf } from "./labels.ts";
import { lockMetrics } from "./lock-metrics.ts";
import { gauge, type Metric, type Sample } from "./metric.ts";
import { setMetrics } from "./set-metrics.ts";

/** What the operator counts of itself and of every Database. */
export interface OperatorMetrics extends OperatorObserver {
  /** Another replica tells how its objects stand from now on; what was counted here stays counted. */
  resigned(): void;
  /** The same of DatabaseSets alone. */
  setsResigned(): void;
  read(): readonly Metric[];
}

interface Known {
  readonly status: Status;
  readonly checkedAt: Date;
  /** Of the plan that waits. */
  readonly waiting: { readonly digest: string; readonly since: Date } | undefined;
}

/** Upper ends of the histogram, in seconds: from a look that finds nothing to a backfill. */
const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

export interface MetricsOptions {
  readonly clock: Clock;
  /** How many keys wait and run. */
  readonly queue: () => { readonly depth: number; readonly running: number };
  /** Whether this replica has the Lease of the leader. */
  readonly leads: () => boolean;
  /** Whether it has that of each shard; none where the leader does all the work. */
  readonly shards: readonly (() => boolean)[];
}

export function operatorMetrics({ clock, queue, leads, shards }: MetricsOptions): OperatorMetrics {
  const databases = new Map<string, Known>();
  const sets = setMetrics();
  const locks = lockMetrics();
  const outcomes = new Map<Situation, number>();
  const counts = buckets.map(() => 0);
  let [seconds, runs] = [0, 0];

  return {
    reconciled(key, { status, situation, plan }, milliseconds) {
      const took = milliseconds / 1000;
      outcomes.set(situation, (outcomes.get(situation) ?? 0) + 1);
      seconds += took;
      runs++;
      buckets.forEach((end, index) => {
        if (took <= end) counts[index] = (counts[index] ?? 0) + 1;
      });
      const before = databases.get(key)?.waiting;
      const waiting =
        plan === undefined ? undefined : before?.digest === plan.spec.digest ? before : { digest: plan.spec.digest, since: clock.now() };
      databases.set(key, { status, checkedAt: clock.now(), waiting });
      locks.ended(key);
    },
    progressed(key, status) {
      const known = databases.get(key);
      databases.set(key, { status, checkedAt: known?.checkedAt ?? clock.now(), waiting: known?.waiting });
    },
    lockWaited: locks.waited,
    forgotten(key) {
      databases.delete(key);
      locks.forgotten(key);
    },
    resigned() {
      databases.clear();
      locks.resigned();
      sets.resigned();
    },
    setsResigned: sets.resigned,
    rolledOut: sets.rolledOut,
    setForgotten: sets.forgotten,
    read() {
      const labelled = [...databases].map(([key, known]) => ({ labels: labelsOf(key), known }));
      const each = (value: (known: Known) => number | undefined): readonly Sample[] =>
        labelled.flatMap(({ labels, known }) => {
          const number = value(known);
          return number === undefined ? [] : [{ labels, value: number }];
        });
      const { depth, running } = queue();
      const histogram: readonly Sample[] = [
        ...buckets.map((end, index) => ({ suffix: "_bucket", labels: { le: String(end) }, value: counts[index] ?? 0 })),
        { suffix: "_bucket", labels: { le: "+Inf" }, value: runs },
        { suffix: "_sum", value: seconds },
        { suffix: "_count", value: runs },
      ];
      return [
        gauge("keelson_leader", "Whether this replica does the work; where it is shared, that on DatabaseSets.", [
          { value: leads() ? 1 : 0 },
        ]),
        gauge(
          "keelson_shard",
          "Whether this replica does the work on the Databases of a shard; nothing where the leader does all.",
          shards.map((isHeld, shard) => ({ labels: { shard: String(shard) }, value: isHeld() ? 1 : 0 })),
        ),
        gauge("keelson_queue_depth", "Databases that wait for a worker.", [{ value: depth }]),
        gauge("keelson_queue_running", "Databases that are worked on.", [{ value: running }]),
        { name: "keelson_reconcile_duration_seconds", help: "How long each reconcile took.", type: "histogram", samples: histogram },
        {
          name: "keelson_reconciles_total",
          help: "Reconciles by what they came to.",
          type: "counter",
          samples: [...outcomes].map(([situation, value]) => ({ labels: { situation }, value })),
        },
        gauge(
          "keelson_database_ready",
          "Whether the condition Ready is True.",
          each(({ status }) => (isTrue(status, "Ready") ? 1 : 0)),
        ),
        gauge(
          "keelson_database_stalled",
          "Whether nothing will change without somebody's doing.",
          each(({ status }) => (isTrue(status, "Stalled") ? 1 : 0)),
        ),
        gauge(
          "keelson_revisions_pending",
          "Revisions between the database and its target.",
          each(({ status }) => status.revision.pending),
        ),
        gauge(
          "keelson_contracts_pending",
          "Contract halves that wait for their gate.",
          each(({ status }) => status.pendingContract.length),
        ),
        gauge(
          "keelson_drifted_objects",
          "Objects that somebody's hand changed.",
          each(({ status }) => status.drift?.objects.length),
        ),
        gauge(
          "keelson_backfill_rows_remaining",
          "Rows that the data step under way has still to do.",
          each(({ status }) => rowsLeft(status)),
        ),
        gauge(
          "keelson_plan_waiting_seconds",
          "How long the plan at hand has waited for approval.",
          each(({ waiting }) => waiting && (clock.now().getTime() - waiting.since.getTime()) / 1000),
        ),
        gauge(
          "keelson_last_check_timestamp_seconds",
          "When the database was last looked at.",
          each(({ checkedAt }) => checkedAt.getTime() / 1000),
        ),
        ...locks.read(),
        ...sets.read(),
      ];
    },
  };
}

const isTrue = ({ conditions }: Status, wanted: string): boolean =>
  conditions.some(({ type, status }) => type === wanted && status === "True");

function rowsLeft({ progress }: Status): number | undefined {
  const backfill = progress?.backfill;
  return backfill === undefined ? undefined : Math.max(0, backfill.total - backfill.rows);
}
