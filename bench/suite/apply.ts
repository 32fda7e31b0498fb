import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Contestant } from "../contest.ts";
import { makeHistory } from "../history.ts";
import { keelson } from "../tool/keelson.ts";
import { psql } from "../tool/psql.ts";
import type { Tool } from "../tool/tool.ts";
import type { Suite, Surroundings } from "./suite.ts";

const steps = 1000;

/** One transaction a step on all sides; the tools keep their history besides. */
export const apply: Suite = async (surroundings) => {
  const history = makeHistory(steps);
  const contestant = async (tool: Tool): Promise<Contestant> => {
    const directory = await writeFor(tool, surroundings);
    return {
      name: tool.name,
      arrange: async () => {
        const url = await surroundings.server.database();
        return () => tool.apply(directory, url);
      },
    };
  };
  const writeFor = async (tool: Tool, { directory }: Surroundings) => {
    const own = join(directory, tool.name);
    await mkdir(own, { recursive: true });
    await tool.write(history, own);
    return own;
  };
  return {
    title: `Walking ${steps} small revisions`,
    floor: await contestant(psql),
    others: await Promise.all([keelson, ...surroundings.tools].map(contestant)),
    goals: { keelson: 1.2 },
  };
};
