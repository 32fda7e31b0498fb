import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { downOf, sixDigits, upOf } from "../history.ts";
import { runProcess } from "../run-process.ts";
import { goBinary, installGo } from "./install-go.ts";
import type { Tool } from "./tool.ts";

export const golangMigrate: Tool = {
  name: "golang-migrate",
  install: () => installGo("migrate", "github.com/golang-migrate/migrate/v4/cmd/migrate@v4.20.1", ["postgres"]),
  write: async (history, directory) => {
    for (const step of history) {
      const stem = join(directory, `${sixDigits(step.number)}_step`);
      await writeFile(`${stem}.up.sql`, `BEGIN;\n${upOf(step)}\nCOMMIT;\n`);
      await writeFile(`${stem}.down.sql`, `BEGIN;\n${downOf(step)}\nCOMMIT;\n`);
    }
  },
  apply: (directory, url) => runProcess(goBinary("migrate"), ["-path", directory, "-database", `${url}?sslmode=disable`, "up"]),
};
