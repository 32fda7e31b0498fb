import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fetchPostgresTools } from "../../test/server/postgres-tools.ts";
import { upOf } from "../history.ts";
import { runProcess } from "../run-process.ts";
import type { Tool } from "./tool.ts";

/** The floor: one session, one transaction a step, no history kept. */
export const psql: Tool = {
  name: "psql, one session",
  install: async () => void (await fetchPostgresTools()),
  write: (history, directory) => writeFile(join(directory, "all.sql"), history.map((step) => `BEGIN;\n${upOf(step)}\nCOMMIT;\n`).join("")),
  apply: async (directory, url) =>
    runProcess(join(await fetchPostgresTools(), "psql"), [
      "-X",
      "-q",
      "-v",
      "ON_ERROR_STOP=1",
      "-d",
      url,
      "-f",
      join(directory, "all.sql"),
    ]),
};
