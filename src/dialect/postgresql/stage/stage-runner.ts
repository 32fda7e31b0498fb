import { isKeyed } from "../../../instruction/instruction.ts";
import type { StageRunner } from "../../../port/stage-runner.ts";
import type { Link } from "../connection/link.ts";
import { logPosition } from "./log-position.ts";
import { readSecrets } from "./read-secrets.ts";
import { replicas } from "./replicas.ts";
import { runAutocommit } from "./run-autocommit.ts";
import { runBatch } from "./run-batch.ts";
import { runRowsBatch } from "./run-rows-batch.ts";
import { runProbe } from "./run-probe.ts";
import { createSideBySide } from "./side-by-side.ts";
import { runTransaction } from "./run-transaction.ts";

/** Enough to keep a server busy, and few enough to end soon when the run is asked to stop. */
const depth = 16;

export const createStageRunner = (link: Link): StageRunner => ({
  // A pooler may give each message to another backend.
  depth: link.server.pooled ? 1 : depth,
  readSecrets: (names) => readSecrets(link, names),
  transaction: (stage, writes, context) => runTransaction(link, stage, writes, context),
  autocommit: (stage, writes, context) => runAutocommit(link, stage, writes, context),
  batch: (instruction, progress, rows, context) =>
    isKeyed(instruction) ? runBatch(link, instruction, progress, rows, context) : runRowsBatch(link, instruction, progress, rows, context),
  sideBySide: createSideBySide(link),
  replicas: () => replicas(link),
  log: () => logPosition(link),
  probe: ({ sql }, context) => runProbe(link, sql, context),
});
