import { type Contestant, hold } from "../contest.ts";
import { renderTable } from "../table.ts";
import { keelson } from "../tool/keelson.ts";
import { psql } from "../tool/psql.ts";
import type { Tool } from "../tool/tool.ts";
import type { Suite } from "./suite.ts";
import { writeHistory } from "./write-history.ts";

const steps = 1000;

/** One transaction a step on all sides; the tools keep their history besides. */
export const apply: Suite = async ({ server, directory, tools, rounds }) => {
  const contestant = async (tool: Tool): Promise<Contestant> => {
    const own = await writeHistory(tool, steps, directory);
    return {
      name: tool.name,
      arrange: async () => {
        const url = await server.database();
        return () => tool.apply(own, url);
      },
    };
  };
  const floor = await contestant(psql);
  const others = await Promise.all([keelson, ...tools].map(contestant));
  return renderTable(`Walking ${steps} small revisions`, await hold({ floor, others, goals: { [keelson.name]: 1.2 } }, rounds));
};
