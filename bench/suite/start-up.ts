import { type Contestant, hold } from "../contest.ts";
import { keelsonCommand } from "../places.ts";
import { runProcess } from "../run-process.ts";
import { renderTable } from "../table.ts";
import type { Suite } from "./suite.ts";

const node = (name: string, ...args: string[]): Contestant => ({ name, arrange: async () => () => runProcess(process.execPath, args) });

export const startUp: Suite = async ({ rounds }) => {
  const others = [["version"], ["help"], ["help", "upgrade"]].map((words) => node(`keelson ${words.join(" ")}`, keelsonCommand, ...words));
  const goals = Object.fromEntries(others.map(({ name }) => [name, 1.15]));
  return renderTable("Start-up", await hold({ floor: node("node -e 0", "-e", "0"), others, goals }, rounds));
};
