import { writeFileSync } from "node:fs";
import sqlite3 from "sqlite3";

// Loaded before the command line (`node --import`): counts the statements that SQLite is given, and ends the process at the one that is named.
const { KILL_AT = "", KILL_WHEN = "before", COUNT_INTO } = process.env;
let statements = 0;
const run = sqlite3.Database.prototype.all;
sqlite3.Database.prototype.all = function counted(this: sqlite3.Database, ...args: Parameters<typeof run>) {
  statements++;
  const last = statements === Number(KILL_AT);
  if (last && KILL_WHEN === "before") process.kill(process.pid, "SIGKILL");
  const answer = run.apply(this, args);
  if (last) process.kill(process.pid, "SIGKILL");
  return answer;
} as typeof run;
process.on("exit", () => {
  if (COUNT_INTO !== undefined) writeFileSync(COUNT_INTO, String(statements));
});
