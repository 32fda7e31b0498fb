import type { StageContext } from "../../../port/stage-runner.ts";
import type { Link } from "../connection/link.ts";
import { pinTransaction } from "../connection/pinned-settings.ts";
import { quoteIdentifier } from "../quote.ts";
import { whileCancellable } from "./cancel.ts";
import { stageFault } from "./stage-fault.ts";
import { asRole } from "./stage-message.ts";

/** The single value of a query as text, in a read-only transaction that is rolled back. */
export async function runProbe(
  link: Link,
  sql: string,
  { searchPath, signal }: Pick<StageContext, "searchPath" | "signal">,
): Promise<string | null> {
  const settings = pinTransaction([["search_path", searchPath.map(quoteIdentifier).join(", ")]], link.server.versionNumber);
  const before = ["BEGIN READ ONLY", settings, ...asRole(link)];
  try {
    const wire = await link.main();
    const answers = await whileCancellable(link, wire, signal, () => wire.message([...before, sql, "ROLLBACK"].join("\n;\n")));
    const [row] = answers[before.length]?.rows ?? [];
    return row === undefined ? null : (Object.values(row)[0] ?? null);
  } catch (error) {
    if (link.current.alive) await link.current.message("ROLLBACK").catch(() => undefined);
    throw stageFault(error, { statement: sql, limit: "none" });
  }
}
