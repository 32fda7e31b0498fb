import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Major } from "../server/majors.ts";

/** Things that a database can hold, by what they are about. */
export interface ThingGroup {
  readonly name: string;
  /** The statements that a server of this major takes, a line each, in their order. */
  readonly lines: (major: Major) => readonly string[];
}

const folder = join(import.meta.dirname, "thing");
const limits = / -- (since|until) (\d+)$/;

/** A line that ends in `-- since 15` is for that major and newer ones, one in `-- until 15` for it and older ones. */
function takenBy(line: string, major: Major): boolean {
  const [, word, limit] = limits.exec(line) ?? [];
  return line !== "" && (word === "since" ? Number(limit) <= major : word === "until" ? major <= Number(limit) : true);
}

/** One group for each file of the folder. */
export const thingGroups: readonly ThingGroup[] = readdirSync(folder)
  .toSorted()
  .map((file) => ({
    name: basename(file, ".sql"),
    lines: (major) =>
      readFileSync(join(folder, file), "utf8")
        .split("\n")
        .filter((line) => takenBy(line, major)),
  }));
