import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Access, ask, createObject } from "./admin.ts";

const definitions = join(import.meta.dirname, "..", "..", "..", "deploy", "crds");
const patience = 30_000;

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string };
    readonly versions: readonly { readonly name: string }[];
  };
}

/** Creates our CustomResourceDefinitions and waits until objects of each can be listed: an established one may not be served yet. */
export async function installCrds(admin: Access): Promise<void> {
  const all = readdirSync(definitions).map((file) => parse(readFileSync(join(definitions, file), "utf8")) as Definition);
  await Promise.all(all.map((definition) => createObject(admin, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition)));
  await Promise.all(all.map(({ spec }) => untilServed(admin, `/apis/${spec.group}/${spec.versions[0]?.name}/${spec.names.plural}`)));
}

async function untilServed(admin: Access, path: string): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if ((await ask(admin, "GET", path)).status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${path} is not served after ${patience / 1000} s`);
}
