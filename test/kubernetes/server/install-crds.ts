import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Access, type Answer, ask, createObject } from "./admin.ts";

const definitions = join(import.meta.dirname, "..", "..", "..", "deploy", "crds");
const patience = 30_000;

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string; readonly kind: string };
    readonly versions: readonly { readonly name: string }[];
  };
}

/** Creates our CustomResourceDefinitions and waits until objects of each can be listed, and each is described: an established one may not be served yet. */
export async function installCrds(admin: Access): Promise<void> {
  const all = readdirSync(definitions).map((file) => parse(readFileSync(join(definitions, file), "utf8")) as Definition);
  await Promise.all(all.map((definition) => createObject(admin, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition)));
  await Promise.all(
    all.map(async ({ spec: { group, names, versions } }) => {
      const place = `/apis/${group}/${versions[0]?.name}`;
      await until(admin, `${place}/${names.plural}`, ({ status }) => status === 200);
      await until(admin, `/openapi/v3${place}`, ({ text }) => text.includes(`"kind":"${names.kind}"`));
    }),
  );
}

async function until(admin: Access, path: string, isServed: (answer: Answer) => boolean): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if (isServed(await ask(admin, "GET", path))) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${path} is not served after ${patience / 1000} s`);
}
