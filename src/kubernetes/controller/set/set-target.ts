import { InputError } from "../../../core/error.ts";
import type { Connection } from "../../../resource/shape/connection.shape.ts";
import type { DatabaseSetSpec } from "../../../resource/shape/database-set.shape.ts";
import type { ApiObject } from "../../client/api-object.ts";

/** One database of a set. */
export interface SetTarget {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly connection?: Connection;
  readonly variables?: Readonly<Record<string, string | number | boolean>>;
}

/** The key of a selected Secret under which its URL stands. */
const urlKey = "url";

/** The targets of a set, by name. `secrets`: those that it selects, where it does. @throws InputError where two have one name */
export function targetsOf({ targets = [] }: Readonly<DatabaseSetSpec>, secrets: readonly ApiObject[]): readonly SetTarget[] {
  const all = [...targets.map((target): SetTarget => ({ ...target, labels: target.labels ?? {} })), ...secrets.map(secretTarget)];
  const twice = all.find(({ name }, index) => all.findIndex((other) => other.name === name) < index);
  if (twice !== undefined)
    throw new InputError(`two targets are called ${twice.name}`, {
      code: "duplicate-target",
      remedy: "Give each target a name of its own: its Database is called by it",
    });
  return all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const secretTarget = ({ metadata: { name, labels = {} } }: ApiObject): SetTarget => ({
  name,
  labels,
  connection: { url: { secretKeyRef: { name, key: urlKey } } },
});
