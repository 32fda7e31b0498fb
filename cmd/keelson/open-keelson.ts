import { createKeelson, type Keelson } from "../../src/create-keelson.ts";
import { nodeHost } from "../../src/node-host.ts";
import { cacheFolder } from "./cache-folder.ts";

/** The library, wired to this process. */
export function openKeelson(): Keelson {
  const folder = cacheFolder(process.env);
  return createKeelson({
    host: Object.assign(nodeHost(), { plugins: "load" } as const, folder === undefined ? {} : { cacheFolder: folder }),
  });
}
