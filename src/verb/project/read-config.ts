import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { defaultProjectConfig, parseProjectConfig, type ProjectConfig } from "../../author/project-config.ts";
import type { DatabaseResource } from "../../resource/resource.ts";
import { configName } from "./plugins.ts";
import { refuseErrors } from "./refuse-errors.ts";

/** Where the settings of a project stand, relative to the working folder. */
export const configFile = ({ origin }: DatabaseResource): string => posix.join(posix.dirname(origin.file), configName);

/** The settings beside the Database document; the defaults where there are none. @throws InputError */
export async function readConfig(cwd: string, database: DatabaseResource): Promise<ProjectConfig> {
  const path = configFile(database);
  const text = await readFile(join(cwd, path), "utf8").catch(() => undefined);
  if (text === undefined) return defaultProjectConfig;
  const { config, diagnostics } = parseProjectConfig({ path, text });
  refuseErrors(diagnostics);
  return config;
}
