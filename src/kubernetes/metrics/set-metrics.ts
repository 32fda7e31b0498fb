import type { DatabaseSetStatus } from "../object/database-set-object.ts";
import { gauge, type Metric, type Sample } from "./metric.ts";

/** What is counted of every DatabaseSet. */
export interface SetMetrics {
  rolledOut(key: string, status: DatabaseSetStatus): void;
  forgotten(key: string): void;
  /** Another replica works on them. */
  resigned(): void;
  read(): readonly Metric[];
}

export function setMetrics(): SetMetrics {
  const sets = new Map<string, DatabaseSetStatus>();
  const each = (value: (status: DatabaseSetStatus) => number | undefined): readonly Sample[] =>
    [...sets].flatMap(([key, status]) => {
      const [namespace = "", set = ""] = key.split("/");
      const number = value(status);
      return number === undefined ? [] : [{ labels: { namespace, set }, value: number }];
    });
  const isReady = ({ conditions = [] }: DatabaseSetStatus): boolean =>
    conditions.some(({ type, status }) => type === "Ready" && status === "True");
  return {
    rolledOut: (key, status) => void sets.set(key, status),
    forgotten: (key) => void sets.delete(key),
    resigned: () => sets.clear(),
    read: () => [
      gauge(
        "keelson_set_ready",
        "Whether the condition Ready of a DatabaseSet is True.",
        each((status) => (isReady(status) ? 1 : 0)),
      ),
      gauge(
        "keelson_set_databases",
        "Databases of a DatabaseSet.",
        each(({ total }) => total),
      ),
      gauge(
        "keelson_set_databases_ready",
        "Databases of a DatabaseSet that are ready for what it rolls out.",
        each(({ ready }) => ready),
      ),
      gauge(
        "keelson_set_databases_failed",
        "Databases of a DatabaseSet that are stalled.",
        each(({ failed }) => failed),
      ),
      gauge(
        "keelson_set_wave",
        "The wave that is under way, from 0; absent where all are done.",
        each(({ wave }) => wave),
      ),
    ],
  };
}
