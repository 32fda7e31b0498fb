import { expect } from "vitest";
import type { DatabaseObject } from "../../../src/kubernetes/object/database-object.ts";
import type { DatabaseSetObject } from "../../../src/kubernetes/object/database-set-object.ts";
import { type ClusterProject, healthOf } from "./test-operator.ts";

/** A set called `shop` of SQLite files. */
export const databaseSet = (spec: object, template: object = {}): object => ({
  apiVersion: "keelson.dev/v1alpha1",
  kind: "DatabaseSet",
  metadata: { name: "shop" },
  spec: { template: { spec: { dialect: "sqlite", source: { configMaps: [{ name: "documents" }] }, ...template } }, ...spec },
});

/** A target in the wave that its labels name. */
export const target = (name: string, url: string, wave = "rest"): object => ({
  name,
  labels: { wave },
  connection: { url: { value: url } },
});

export const wave = (name: string, rest: object = {}): object => ({ selector: { matchLabels: { wave: name } }, ...rest });

/** Ready and its reason, then what is beside it, for the newest generation; kstatus must make of it what it says. */
export async function untilSet(project: ClusterProject, ready: string): Promise<DatabaseSetObject> {
  let object: DatabaseSetObject | undefined;
  const read = async () => {
    object = await project.get<DatabaseSetObject>("databaseset", "shop");
    const { metadata, status } = object;
    const [first, ...rest] = status?.conditions ?? [];
    const seen = status?.observedGeneration === metadata.generation ? "" : " (of an older generation)";
    return `${first?.status} ${first?.reason}${rest.map(({ type }) => ` ${type}`).join("")}${seen}`;
  };
  await expect.poll(read).toBe(ready);
  expect(await project.namespace.kstatus(object as DatabaseSetObject), ready).toMatchObject({ status: healthOf(ready) });
  return object as DatabaseSetObject;
}

/** The Databases of the namespace by name: what each is ready for, and where it stands. */
export async function databasesOf({ namespace }: ClusterProject): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await namespace.kubectl(["get", "databases", "-o", "json"]);
  const { items } = JSON.parse(stdout) as { readonly items: readonly DatabaseObject[] };
  return Object.fromEntries(
    items.map(({ metadata: { name }, status }) => [
      name,
      `${status?.conditions?.find(({ type }) => type === "Ready")?.reason} ${status?.revision?.current?.join(" ") ?? ""}`.trim(),
    ]),
  );
}
