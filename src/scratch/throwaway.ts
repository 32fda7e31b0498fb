import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConnectionTarget, ConnectOptions, Dialect } from "../port/dialect.ts";

/** A database that nobody misses. */
export interface Throwaway {
  readonly url: string;
  /** Removes it. */
  dispose(): Promise<void>;
}

/** A new, empty database: for SQLite a file in a folder of its own, else one beside that of `target`, which the role must be allowed to make. */
export async function makeThrowaway(dialect: Dialect, target: ConnectionTarget, options: ConnectOptions): Promise<Throwaway> {
  if (dialect.name === "sqlite") {
    const folder = await mkdtemp(join(tmpdir(), "keelson-scratch-"));
    return { url: `sqlite:${join(folder, "scratch.db")}`, dispose: () => rm(folder, { recursive: true, force: true }) };
  }
  const url = new URL(target.directUrl ?? target.url);
  url.pathname = `/keelson_scratch_${randomBytes(6).toString("hex")}`;
  const beside = { ...target, url: url.href, directUrl: url.href };
  await dialect.administration.create(beside, options);
  return { url: url.href, dispose: async () => void (await dialect.administration.drop(beside, options)) };
}
