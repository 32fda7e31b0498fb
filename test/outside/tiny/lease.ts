import { randomUUID } from "node:crypto";
import { type LeaseStore, StageError } from "../../../src/index.ts";
import type { Database } from "./database.ts";

type Holder = NonNullable<Awaited<ReturnType<LeaseStore["holder"]>>>;

export function leaseStore(database: Database): LeaseStore {
  const holder = (): Holder | null => {
    const [row] = database.rows("SELECT request, expires FROM tinysql_lease WHERE expires > ?", Date.now());
    if (row === undefined) return null;
    const { project, holder: who, info } = JSON.parse(String(row["request"])) as { project: string; holder: string; info: string };
    const expiresAt = new Date(Number(row["expires"])).toISOString();
    return { project, holder: who, info, since: expiresAt, expiresAt };
  };
  return {
    tryAcquire: async (request) =>
      database.transaction(null, () => {
        const held = holder();
        if (held !== null && held.holder !== request.holder) return { heldBy: held };
        const token = randomUUID();
        database.run(
          "INSERT OR REPLACE INTO tinysql_lease VALUES (1, ?, ?, ?, ?)",
          token,
          request.holder,
          JSON.stringify(request),
          Date.now() + request.ttlMs,
        );
        return { grant: { token, holder: request.holder, project: request.project } };
      }),
    beat: async ({ token }) => {
      if (database.run("UPDATE tinysql_lease SET expires = ? WHERE token = ?", Date.now() + 30_000, token) === 0)
        throw new StageError("The lease is lost", { code: "lease-lost", disposition: "fenced" });
    },
    release: async ({ token }) => void database.run("DELETE FROM tinysql_lease WHERE token = ?", token),
    holder: async () => holder(),
    revoke: async () => {
      const held = holder();
      database.run("DELETE FROM tinysql_lease");
      return held;
    },
  };
}
