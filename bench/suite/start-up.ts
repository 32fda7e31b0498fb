import type { Contestant } from "../contest.ts";
import { keelsonCommand } from "../places.ts";
import { runProcess } from "../run-process.ts";
import type { Suite } from "./suite.ts";

const node = (name: string, ...args: string[]): Contestant => ({ name, arrange: async () => () => runProcess(process.execPath, args) });

export const startUp: Suite = async () => ({
  title: "Start-up: version and help",
  floor: node("node -e 0", "-e", "0"),
  others: [node("keelson version", keelsonCommand, "version"), node("keelson help", keelsonCommand, "help"), node("keelson help upgrade", keelsonCommand, "help", "upgrade")],
  goals: { "keelson version": 1.15, "keelson help": 1.15, "keelson help upgrade": 1.15 },
});
