import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { InputError } from "../../core/error.ts";
import type { Position } from "../../core/position.ts";
import { pathTo } from "../../resource/path.ts";
import type { DatabaseResource } from "../../resource/resource.ts";
import type { ValueSource } from "../../resource/shape/value-source.shape.ts";
import type { Host } from "./host.ts";

/** Reads a value that a Database refers to. @throws InputError naming the field's place where it cannot be had. */
export async function readValue(source: ValueSource, host: Host, database: DatabaseResource): Promise<string> {
  const missing = async (code: string, message: string, remedy: string): Promise<never> => {
    throw new InputError(message, { code, remedy, position: await placeOf(source, database) });
  };
  if (source.value !== undefined) return source.value;
  if (source.env !== undefined)
    return (
      host.env[source.env] ??
      missing("unset-variable", `the environment variable ${source.env} is not set`, `Set ${source.env}, or give --url`)
    );
  if (source.file !== undefined) {
    const path = resolve(host.cwd, dirname(database.origin.file), source.file);
    return readFile(path, "utf8").then(
      (text) => text.replace(/\r?\n$/, ""),
      () => missing("unreadable-file", `${source.file} cannot be read`, "Create the file, or correct the path"),
    );
  }
  return missing(
    "needs-cluster",
    "a Secret or ConfigMap can be read inside of a cluster only",
    "Give --url or KEELSON_URL here, or use env or file",
  );
}

/** The document is parsed for it, so only where something is wrong. */
async function placeOf(source: ValueSource, database: DatabaseResource): Promise<Position> {
  const path = pathTo(source, database);
  return path === undefined ? database.position : (await import("../../resource/position-of.ts")).positionOf(database, path);
}
