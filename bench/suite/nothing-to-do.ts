import { type Contestant, hold } from "../contest.ts";
import { renderTable } from "../table.ts";
import { keelson } from "../tool/keelson.ts";
import { askOnce } from "./ask-once.ts";
import type { Suite } from "./suite.ts";
import { writeHistory } from "./write-history.ts";

const steps = 1000;

/** All revisions are applied: how long until a tool knows. */
export const nothingToDo: Suite = async ({ server, directory, tools, rounds }) => {
  const empty = await server.database();
  const others: Contestant[] = [];
  for (const tool of [keelson, ...tools]) {
    const own = await writeHistory(tool, steps, directory);
    const url = await server.database();
    await tool.apply(own, url);
    others.push({ name: tool.name, arrange: async () => () => tool.apply(own, url) });
  }
  return renderTable(
    `Nothing to do, ${steps} revisions applied`,
    await hold({ floor: askOnce(empty), others, goals: { [keelson.name]: 1.2 } }, rounds),
  );
};
