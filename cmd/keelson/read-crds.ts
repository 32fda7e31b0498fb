import { readFileSync } from "node:fs";
import type { ResourceDefinition } from "../../src/kubernetes/served-definitions.ts";

/** The CustomResourceDefinitions as kubectl takes them, from `crds.yaml` (laid beside this file by the build). */
export const readCrds = (): string => readFileSync(new URL("./crds.yaml", import.meta.url), "utf8");

/** The same, from `crds.json`. */
export const readDefinitions = (): readonly ResourceDefinition[] =>
  JSON.parse(readFileSync(new URL("./crds.json", import.meta.url), "utf8"));
