import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { systemClock } from "../core/clock.ts";
import type { AuthoredFile } from "../author/authored-file.ts";
import { runPostWrite } from "../author/post-write.ts";
import type { Chance, ProjectStyle } from "../author/project.ts";
import { writeNewFiles } from "../author/write-files.ts";
import type { Project } from "./project/open-project.ts";
import { readConfig } from "./project/read-config.ts";

/** What a verb needs that writes new documents. */
export interface Authoring {
  readonly style: ProjectStyle;
  readonly chance: Chance;
  /** Writes files that are not there yet, then runs `postWrite`. */
  write(files: readonly AuthoredFile[]): Promise<void>;
  /** Runs `postWrite` on files that were written otherwise. */
  finish(paths: readonly string[]): Promise<void>;
}

/** How this project writes new files: `keelson.config.yaml` beside its Database document. */
export async function openAuthoring({ context, options, database, folder }: Project): Promise<Authoring> {
  const { cwd } = context.host;
  const config = await readConfig(cwd, database);
  const finish = (paths: readonly string[]) => runPostWrite(config.postWrite, paths, cwd);
  return {
    style: { database: database.metadata.name, folder: posix.join(folder, "revisions"), fileName: config.fileName, ids: config.ids },
    chance: { now: (options.clock ?? systemClock).now(), random: (count) => randomBytes(count) },
    async write(files) {
      await writeNewFiles(cwd, files);
      await finish(files.map(({ path }) => path));
    },
    finish,
  };
}
