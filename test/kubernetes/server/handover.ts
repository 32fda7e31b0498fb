import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Programs } from "./find-programs.ts";
import type { ClusterPlace } from "./test-cluster.ts";

/** What became of the control plane that the files of a run share. */
export type Prepared =
  | { readonly kind: "ready"; readonly place: ClusterPlace; readonly programs: Programs }
  /** On a laptop it is done without. */
  | { readonly kind: "missing" }
  | { readonly kind: "failed"; readonly message: string };

/** Hands a control plane to test files that were started while it was still being built: what vitest provides is fixed before the first of them. */
export interface Handover {
  /** Path of the file that tells. */
  readonly path: string;
  tell(prepared: Prepared): void;
  remove(): void;
}

export function openHandover(): Handover {
  const folder = mkdtempSync(join(tmpdir(), "keelson-handover-"));
  const path = join(folder, "prepared.json");
  return {
    path,
    tell(prepared) {
      writeFileSync(`${path}.new`, JSON.stringify(prepared));
      // Whole or not at all.
      renameSync(`${path}.new`, path);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const pause = 200;

/** Waits for as long as a build may take: whoever builds tells of its failure too. */
export async function readHandover(path: string): Promise<Prepared> {
  while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, pause));
  return JSON.parse(readFileSync(path, "utf8")) as Prepared;
}
