import { type Contestant, hold } from "../contest.ts";
import { root } from "../places.ts";
import { runProcess } from "../run-process.ts";
import { renderTable } from "../table.ts";
import { keelson } from "../tool/keelson.ts";
import type { Suite } from "./suite.ts";
import { writeHistory } from "./write-history.ts";

const steps = 1000;
const askOnce = `import pg from "pg";
const client = new pg.Client({ connectionString: process.argv[1] });
await client.connect();
await client.query("SELECT 1");
await client.end();`;

/** All revisions are applied: how long until a tool knows. */
export const nothingToDo: Suite = async ({ server, directory, tools, rounds }) => {
  const empty = await server.database();
  const floor: Contestant = {
    name: "Node asks once with pg",
    arrange: async () => () => runProcess(process.execPath, ["--input-type=module", "-e", askOnce, empty], { cwd: root }),
  };
  const others: Contestant[] = [];
  for (const tool of [keelson, ...tools]) {
    const own = await writeHistory(tool, steps, directory);
    const url = await server.database();
    await tool.apply(own, url);
    others.push({ name: tool.name, arrange: async () => () => tool.apply(own, url) });
  }
  return renderTable(`Nothing to do, ${steps} revisions applied`, await hold({ floor, others, goals: { [keelson.name]: 1.2 } }, rounds));
};
