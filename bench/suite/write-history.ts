import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { makeHistory } from "../history.ts";
import type { Tool } from "../tool/tool.ts";

/** Writes a history of so many steps in a tool's form below the directory, unless an earlier suite did; gives where. */
export async function writeHistory(tool: Tool, length: number, directory: string): Promise<string> {
  const own = join(directory, `${tool.name} ${length}`);
  if (existsSync(own)) return own;
  await mkdir(own, { recursive: true });
  await tool.write(makeHistory(length), own);
  return own;
}
