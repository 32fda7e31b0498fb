import { KeelsonError, TimeoutError } from "../../core/error.ts";
import { formatDuration, type Milliseconds } from "../../core/duration.ts";
import type { PageDatabase, PageEntry, PageSource } from "../../page/page-source.ts";
import type { Status } from "../../status/status.ts";
import type { VerbContext } from "../project/context.ts";
import { defaultFile } from "../project/open-documents.ts";
import type { VerbOptions } from "../project/options.ts";
import { describedDatabases } from "./described.ts";
import { localDatabases } from "./local-database.ts";

/** How long the list waits for one of its databases: the others are not to wait with it. */
const listPatience: Milliseconds = 3_000;

/** The databases of a file for the page. Each look reads the documents anew: they change while somebody looks. */
export function localPage(context: VerbContext, options: VerbOptions): PageSource {
  const pageOf = localDatabases(context, options);
  const until = options.signal ?? new AbortController().signal;
  return {
    title: options.database ?? options.file ?? defaultFile,
    async databases() {
      const described = await describedDatabases(context, options);
      return Promise.all(
        described.map(({ key, database }) =>
          database instanceof KeelsonError ? { key, status: null, error: database } : entryOf(pageOf(database, until)),
        ),
      );
    },
    async database(key, signal) {
      const described = await describedDatabases(context, options);
      const found = described.find((each) => each.key === key) ?? described.find(({ isUnread }) => isUnread);
      if (found === undefined) return undefined;
      if (found.database instanceof KeelsonError) throw found.database;
      return pageOf(found.database, AbortSignal.any([signal, until]));
    },
  };
}

async function entryOf(page: PageDatabase): Promise<PageEntry> {
  const { key } = page;
  try {
    return { key, status: await soon(key, page.status()) };
  } catch (error) {
    if (!(error instanceof KeelsonError)) throw error;
    return { key, status: null, error };
  }
}

/** @throws TimeoutError where the list waits no longer */
async function soon(key: string, asking: Promise<Status | null>): Promise<Status | null> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const message = `${key} has not answered within ${formatDuration(listPatience)}`;
    late.reject(new TimeoutError(message, { code: "timeout", remedy: "Open its page: that waits longer, and says what is wrong" }));
  }, listPatience);
  try {
    return await Promise.race([asking, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
