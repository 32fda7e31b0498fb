import { readFileSync } from "node:fs";

/** The CustomResourceDefinitions, from `crds.yaml` (laid beside this file by the build). */
export const readCrds = (): string => readFileSync(new URL("./crds.yaml", import.meta.url), "utf8");
