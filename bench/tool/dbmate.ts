import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { downOf, sixDigits, upOf } from "../history.ts";
import { peersHome } from "../places.ts";
import { runProcess } from "../run-process.ts";
import type { Tool } from "./tool.ts";

const home = join(peersHome, "dbmate");
const program = join(home, "node_modules", "@dbmate", `${process.platform}-${process.arch}`, "bin", "dbmate");

export const dbmate: Tool = {
  name: "dbmate",
  install: async () => {
    if (existsSync(program)) return;
    await mkdir(home, { recursive: true });
    await runProcess("npm", ["install", "--prefix", home, "--no-audit", "--no-fund", "dbmate"]);
  },
  write: async (history, directory) => {
    for (const step of history)
      await writeFile(
        join(directory, `20260101${sixDigits(step.number)}_step.sql`),
        `-- migrate:up\n${upOf(step)}\n\n-- migrate:down\n${downOf(step)}\n`,
      );
  },
  apply: (directory, url) => runProcess(program, ["--no-dump-schema", "-d", directory, "-u", `${url}?sslmode=disable`, "migrate"]),
};
