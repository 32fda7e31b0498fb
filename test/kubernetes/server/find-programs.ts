import { existsSync } from "node:fs";
import { join } from "node:path";
import { guardedDirectory } from "../../server/guard.ts";
import { buildModule } from "./build-module.ts";
import { fetchGo, findGo } from "./find-go.ts";
import { type GoModule, goModules, type ProgramName, programNames } from "./programs.ts";

/** Where each program lies. */
export type Programs = Readonly<Record<ProgramName, string>>;

interface Wishes {
  /** A folder as `setup-envtest` lays it out (`KUBEBUILDER_ASSETS`); what it has is not built. */
  readonly assets: string | undefined;
  /** Whether Go may be fetched where the machine has none. */
  readonly missingGo: "fetch" | "give up";
  readonly cache: string;
  readonly announce: (line: string) => void;
}

/** All programs, from the folder of the developer or built once with Go. Undefined: there is no Go. Throws where building fails. */
export async function findPrograms({ assets, missingGo, cache, announce }: Wishes): Promise<Programs | undefined> {
  const given = (program: string) => assets !== undefined && existsSync(join(assets, program));
  const toBuild = goModules.filter(({ programs }) => !Object.keys(programs).every(given));
  const built = new Map<GoModule, string>();
  if (toBuild.length > 0) {
    const go = (await findGo()) ?? (missingGo === "fetch" ? await fetchGo(cache) : undefined);
    if (go === undefined) return undefined;
    // Gigabytes: they go too when this process is killed.
    const goCache = guardedDirectory("go");
    try {
      for (const module of toBuild) built.set(module, await buildModule(module, { go, cache, goCache: goCache.path }, announce));
    } finally {
      goCache.remove();
    }
  }
  const locate = (program: string): string => {
    if (given(program)) return join(String(assets), program);
    const module = goModules.find(({ programs }) => program in programs);
    return join(String(module && built.get(module)), program);
  };
  return Object.fromEntries(programNames.map((program) => [program, locate(program)])) as Record<ProgramName, string>;
}
