import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { peersHome } from "../places.ts";
import { runProcess } from "../run-process.ts";
import type { Comparer } from "./tool.ts";

const home = join(peersHome, "migra");
const program = join(home, "bin", "migra");

/** It knows of databases only: the desired state is a second one, which it reads as well. */
export const migra: Comparer = {
  name: "migra",
  install: async () => {
    if (existsSync(program)) return;
    await mkdir(home, { recursive: true });
    await runProcess("python3", ["-m", "venv", home]);
    await runProcess(join(home, "bin", "pip"), ["install", "--quiet", "migra", "sqlalchemy<2.1", "psycopg2-binary", "setuptools<81"]);
  },
  compare: (url, desired) => runProcess(program, ["--unsafe", "--with-privileges", url, desired]),
};
