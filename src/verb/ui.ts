import { InputError } from "../core/error.ts";
import { selectDatabases } from "../resource/select.ts";
import type { VerbContext } from "./project/context.ts";
import type { Host } from "./project/host.ts";
import { readDatabases } from "./project/open-documents.ts";
import type { VerbOptions } from "./project/options.ts";
import { withPlugins } from "./project/plugins.ts";
import { localPage } from "./ui/local-page.ts";
import { type Serving, serveUntil } from "./ui/serve-until.ts";

export type UiOptions = VerbOptions & Serving;

/** Serves the read-only web page of the databases that a file describes, all of them or the one that is named, until the signal aborts. @throws InputError, KeelsonError where the address cannot be had */
export async function ui(given: VerbContext, options: UiOptions): Promise<void> {
  const context = { ...(await withPlugins(given, options)), host: withInputKept(given.host) };
  await refuseUnclear(context, options);
  await serveUntil(localPage(context, options), options);
}

/** What would be wrong of every look is told before the first. @throws InputError */
async function refuseUnclear(context: VerbContext, options: UiOptions): Promise<void> {
  const { database: name, url = context.host.env["KEELSON_URL"] } = options;
  const databases = await readDatabases(context, options);
  const shown = selectDatabases(databases, name === undefined ? { kind: "all" } : { kind: "named", name });
  if (shown.length > 1 && url !== undefined)
    throw new InputError("--url, or KEELSON_URL, is one database, and the page is to show several", {
      code: "usage",
      remedy: "Choose one with --database NAME",
    });
}

/** Standard input can be read once, and each look reads the documents. */
function withInputKept(host: Host): Host {
  let kept: Promise<readonly Uint8Array[]> | undefined;
  const readAll = async (): Promise<readonly Uint8Array[]> => {
    const parts: Uint8Array[] = [];
    for await (const part of host.readStandardInput()) parts.push(part);
    return parts;
  };
  return {
    ...host,
    async *readStandardInput() {
      yield* await (kept ??= readAll());
    },
  };
}
