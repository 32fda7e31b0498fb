import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Contestant, hold, type Result } from "../contest.ts";
import { makeHistory } from "../history.ts";
import { keelsonCommand } from "../places.ts";
import { runProcess } from "../run-process.ts";
import { renderTable } from "../table.ts";
import { alembic, alembicEnvironment, alembicProgram, writeAlembicModels } from "../tool/alembic.ts";
import { keelson, writeKeelsonSchema } from "../tool/keelson.ts";
import type { Suite } from "./suite.ts";

/** A command in both spellings, and the database that it meets: an empty one, or one at the newest step. */
interface Command {
  readonly name: string;
  readonly keelson: readonly string[];
  readonly alembic: readonly string[];
  readonly meets: "empty" | "newest";
}

const commands: readonly Command[] = [
  { name: "upgrade head", keelson: ["upgrade", "head"], alembic: ["upgrade", "head"], meets: "empty" },
  { name: "upgrade, nothing to do", keelson: ["upgrade", "head"], alembic: ["upgrade", "head"], meets: "newest" },
  { name: "downgrade -1", keelson: ["downgrade", "-1", "--allow", "dataLoss"], alembic: ["downgrade", "-1"], meets: "newest" },
  { name: "current", keelson: ["current"], alembic: ["current"], meets: "newest" },
  { name: "history", keelson: ["history"], alembic: ["history"], meets: "newest" },
  { name: "heads", keelson: ["heads"], alembic: ["heads"], meets: "newest" },
  { name: "show", keelson: ["show", "head"], alembic: ["show", "head"], meets: "newest" },
  { name: "stamp", keelson: ["stamp", "head"], alembic: ["stamp", "head"], meets: "empty" },
  { name: "revision", keelson: ["revision", "-m", "next"], alembic: ["revision", "-m", "next"], meets: "newest" },
  {
    name: "revision --autogenerate",
    keelson: ["revision", "--autogenerate", "-m", "next"],
    alembic: ["revision", "--autogenerate", "-m", "next"],
    meets: "newest",
  },
  { name: "check", keelson: ["check"], alembic: ["check"], meets: "newest" },
  { name: "upgrade --sql", keelson: ["upgrade", "--sql", "base:head"], alembic: ["upgrade", "--sql", "head"], meets: "empty" },
];
const steps = 20;

/** Each command as a whole process beside Alembic's: never slower. */
export const commandByCommand: Suite = async ({ server, directory, tools, rounds }) => {
  if (!tools.includes(alembic)) return "\n## Command by command\n\nleft out: Alembic is not installed here";
  const history = makeHistory(steps);
  const projects = { keelson: join(directory, "commands keelson"), alembic: join(directory, "commands alembic") };
  for (const folder of Object.values(projects)) await mkdir(folder);
  await keelson.write(history, projects.keelson);
  await writeKeelsonSchema(history, projects.keelson);
  await alembic.write(history, projects.alembic);
  await writeAlembicModels(history, projects.alembic);
  const newest = { keelson: await server.database(), alembic: await server.database() };
  await keelson.apply(projects.keelson, newest.keelson);
  await alembic.apply(projects.alembic, newest.alembic);

  let copies = 0;
  const arrange = async (tool: "keelson" | "alembic", meets: Command["meets"]) => {
    const folder = join(directory, `copy ${++copies}`);
    await cp(projects[tool], folder, { recursive: true });
    return { folder, url: await server.database(meets === "newest" ? newest[tool] : undefined) };
  };
  const results: Result[] = [];
  for (const command of commands) {
    const floor: Contestant = {
      name: "Alembic",
      arrange: async () => {
        const { folder, url } = await arrange("alembic", command.meets);
        return () => runProcess(alembicProgram, ["-c", join(folder, "alembic.ini"), ...command.alembic], { env: alembicEnvironment(url) });
      },
    };
    const other: Contestant = {
      name: keelson.name,
      arrange: async () => {
        const { folder, url } = await arrange("keelson", command.meets);
        return () => runProcess(process.execPath, [keelsonCommand, ...command.keelson], { cwd: folder, env: { KEELSON_URL: url } });
      },
    };
    const own = (await hold({ floor, others: [other], goals: { [keelson.name]: 1 } }, rounds)).filter(({ name }) => name === keelson.name);
    results.push(...own.map((result) => ({ ...result, name: `\`${command.name}\`` })));
  }
  return renderTable("Command by command, × the same of Alembic", results);
};
