import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Contestant } from "../contest.ts";
import { makeHistory } from "../history.ts";
import { root } from "../places.ts";
import { runProcess } from "../run-process.ts";
import { keelson } from "../tool/keelson.ts";
import type { Tool } from "../tool/tool.ts";
import type { Suite } from "./suite.ts";

const steps = 1000;
const askOnce = `import pg from "pg";
const client = new pg.Client({ connectionString: process.argv[1] });
await client.connect();
await client.query("SELECT 1");
await client.end();`;

/** All revisions are applied: how long until a tool knows. */
export const nothingToDo: Suite = async ({ server, directory, tools }) => {
  const history = makeHistory(steps);
  const empty = await server.database();
  const contestant = async (tool: Tool): Promise<Contestant> => {
    const own = join(directory, `idle ${tool.name}`);
    await mkdir(own, { recursive: true });
    await tool.write(history, own);
    const url = await server.database();
    await tool.apply(own, url);
    return { name: tool.name, arrange: async () => () => tool.apply(own, url) };
  };
  const others: Contestant[] = [];
  for (const tool of [keelson, ...tools]) others.push(await contestant(tool));
  return {
    title: `Nothing to do, ${steps} revisions applied`,
    floor: { name: "Node asks once with pg", arrange: async () => () => runProcess(process.execPath, ["--input-type=module", "-e", askOnce, empty], { cwd: root }) },
    others,
    goals: { keelson: 1.2 },
  };
};
