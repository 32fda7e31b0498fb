import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startBenchServer } from "./bench-server.ts";
import { apply } from "./suite/apply.ts";
import { commandByCommand } from "./suite/commands.ts";
import { largeSchema } from "./suite/large-schema.ts";
import { manyRevisions } from "./suite/many-revisions.ts";
import { nothingToDo } from "./suite/nothing-to-do.ts";
import { operatorBurst } from "./suite/operator-burst.ts";
import { operatorIdle } from "./suite/operator-idle.ts";
import { operatorResync } from "./suite/operator-resync.ts";
import { operatorShards } from "./suite/operator-shards.ts";
import { operatorWebhook } from "./suite/operator-webhook.ts";
import { planning } from "./suite/planning.ts";
import { startUp } from "./suite/start-up.ts";
import type { Suite } from "./suite/suite.ts";
import { alembic } from "./tool/alembic.ts";
import { dbmate } from "./tool/dbmate.ts";
import { golangMigrate } from "./tool/golang-migrate.ts";
import { goose } from "./tool/goose.ts";
import { psql } from "./tool/psql.ts";
import { migra } from "./tool/migra.ts";
import type { Comparer, Tool } from "./tool/tool.ts";

const usual: Readonly<Record<string, Suite>> = {
  "start-up": startUp,
  apply,
  "nothing-to-do": nothingToDo,
  "many-revisions": manyRevisions,
  planning,
  commands: commandByCommand,
  "large-schema": largeSchema,
};
/** These need an API server (`KUBEBUILDER_ASSETS`, or Go to build one with), take minutes, and run only where they are named. */
const inCluster: Readonly<Record<string, Suite>> = {
  "operator-idle": operatorIdle,
  "operator-burst": operatorBurst,
  "operator-resync": operatorResync,
  "operator-shards": operatorShards,
  "operator-webhook": operatorWebhook,
};
const suites = { ...usual, ...inCluster };
const peers: readonly Tool[] = [goose, dbmate, golangMigrate, alembic];
const peersThatCompare: readonly Comparer[] = [migra];

/** `npm run bench -- [suite …] [--rounds 9] [--alone] [--count 500]`; with `--alone` no other tools are installed and measured; `--count` is for the suites of the operator, and for the tables of `large-schema`. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "9" }, alone: { type: "boolean", default: false }, count: { type: "string" } },
});

for (const name of positionals)
  if (!Object.hasOwn(suites, name)) throw new Error(`no suite ${name}: there are ${Object.keys(suites).join(", ")}`);
const chosen = positionals.length === 0 ? Object.keys(usual) : positionals;

await psql.install();
const tools = await installed(peers);
const comparers = await installed(peersThatCompare);

const directory = await mkdtemp(join(tmpdir(), "keelson-bench-"));
await using server = await startBenchServer();
try {
  for (const name of chosen)
    console.log(
      await (suites[name] as Suite)({
        server,
        directory,
        tools,
        comparers,
        rounds: Number(values.rounds),
        ...(values.count === undefined ? {} : { count: Number(values.count) }),
      }),
    );
} finally {
  await rm(directory, { recursive: true, force: true });
}

/** Those that can be had here. */
async function installed<T extends Pick<Tool, "name" | "install">>(wanted: readonly T[]): Promise<readonly T[]> {
  const found: T[] = [];
  for (const tool of values.alone ? [] : wanted) {
    try {
      await tool.install();
      found.push(tool);
    } catch (error) {
      console.warn(`left out: ${tool.name}, which cannot be installed here: ${String(error).split("\n", 1)[0]}`);
    }
  }
  return found;
}
