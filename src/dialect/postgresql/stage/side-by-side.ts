import type { SideBySide } from "../../../port/stage-runner.ts";
import type { Link } from "../connection/link.ts";
import { quoteLiteral } from "../quote.ts";
import { matchesSql, splitSql } from "./batch-sql.ts";
import { runBatch } from "./run-batch.ts";
import { runProbe } from "./run-probe.ts";

/** Batches on connections of their own. Each takes the fence in its transaction, so that none outlives the lease. */
export const createSideBySide = (link: Link): SideBySide => ({
  split: async (instruction, parts, context) =>
    JSON.parse((await runProbe(link, splitSql(instruction, parts), context)) ?? "[]") as readonly string[],
  open: async () => {
    let wire = await link.another();
    const own: Link = {
      ...link,
      get current() {
        return wire;
      },
    };
    return {
      batch: async (instruction, progress, rows, context) => {
        if (!wire.alive) wire = await link.another();
        return runBatch(own, instruction, progress, rows, context);
      },
      close: async () => {
        if (wire.alive) await wire.end();
      },
    };
  },
  isLeft: async (instruction, revision, context) => {
    if (instruction.where === null) return false;
    const mine = `project = ${quoteLiteral(context.grant.project)} AND revision = ${quoteLiteral(revision)} AND pg_catalog.starts_with(id, ${quoteLiteral(`${instruction.id}#`)})`;
    const [answer] = await (await link.main()).message(
      `SELECT EXISTS (SELECT FROM keelson.backfill WHERE ${mine} AND NOT settled) AS unsettled`,
    );
    return answer?.rows[0]?.unsettled === "f" && (await runProbe(link, matchesSql(instruction), context)) === "t";
  },
});
