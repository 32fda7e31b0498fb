import type { LeaseGrant, LeaseHolder, LeaseRequest, LeaseStore } from "../../../port/lease.ts";
import { StageError } from "../../../port/stage-error.ts";
import { codeOf } from "../connection/connect-fault.ts";
import type { Link } from "../connection/link.ts";
import { refuseReadOnly } from "../connection/refuse-read-only.ts";
import type { Completion } from "../connection/wire.ts";
import { unreadable } from "../journal/unreadable.ts";
import { quoteLiteral } from "../quote.ts";
import { acquireSql, holderSql, registerSql } from "./acquire-sql.ts";
import { endHolder, endOlderBackends } from "./end-backends.ts";

type HolderRow = Omit<LeaseHolder, "holder"> & { readonly token: string; readonly holder: string | null; readonly expired: "t" | "f" };

export function createLeaseStore(link: Link): LeaseStore {
  return {
    tryAcquire: (request) => tryAcquire(link, request),
    beat: (grant) => beat(link, grant),
    release: (grant) => release(link, grant),
    holder: async () => held(await readHolder(link)),
    revoke: () => revoke(link),
  };
}

/** Once more on a fresh connection where the first broke; after that its end is told by the backend that is gone. */
async function release(link: Link, grant: LeaseGrant): Promise<void> {
  const sql = `UPDATE keelson.lease SET holder = NULL WHERE ${matches(grant)}; DELETE FROM keelson.session WHERE token = ${quoteLiteral(grant.token)}::uuid`;
  const attempt = async () => (await link.main()).message(sql);
  await attempt()
    .catch(attempt)
    .catch((error: unknown) => link.options.logger.log("warn", "lease-not-released", { code: codeOf(error) }));
}

const matches = ({ token, holder }: LeaseGrant): string =>
  `token = ${quoteLiteral(token)}::uuid AND holder = ${quoteLiteral(holder)}::uuid`;

async function tryAcquire(link: Link, request: LeaseRequest): ReturnType<LeaseStore["tryAcquire"]> {
  refuseReadOnly(link);
  const wire = await link.main();
  const attempt = async () => {
    const [taken, now] = await wire.message(acquireSql(request, link.server));
    return { token: taken?.rows[0]?.token ?? undefined, row: now?.rows[0] as unknown as HolderRow };
  };
  let { token, row } = await attempt();
  if (token === undefined && row.expired === "t") {
    // Expired, and yet its row is locked: a stage of the holder before is in flight. It is ended first, then it cannot commit.
    await endHolder(wire, row.token);
    ({ token, row } = await attempt());
  }
  if (token === undefined) return { heldBy: holderOf(row) };
  const grant = { token, holder: request.holder, project: request.project };
  if (!link.server.pooled) await endOlderBackends(wire, token, link.options.signal);
  return { grant };
}

/** On the second connection: the first may be in the middle of an hour's statement. Registers it, so that we count as alive while it lives. */
async function beat(link: Link, grant: LeaseGrant): Promise<void> {
  const wire = await link.second();
  const register = link.server.pooled ? "" : `, registered AS (${registerSql("beaten")})`;
  const [answer] = await wire.message(
    `WITH beaten AS (UPDATE keelson.lease SET beat = pg_catalog.clock_timestamp(), expires_at = pg_catalog.clock_timestamp() + ttl WHERE ${matches(grant)} RETURNING token)${register} SELECT token FROM beaten`,
  );
  if (answer?.rows.length === 1) return;
  throw new StageError("The lease of this database was taken over by another runner", {
    code: "lease-lost",
    remedy: "Run it again when that runner is done",
    disposition: "fenced",
    sqlState: "KL001",
  });
}

async function revoke(link: Link): Promise<LeaseHolder | null> {
  const before = await readHolder(link);
  if (before === null) return null;
  const wire = await link.main();
  await endHolder(wire, before.token);
  // Waits for a commit in flight, as every takeover does.
  await wire.message(
    "UPDATE keelson.lease SET token = pg_catalog.gen_random_uuid(), holder = NULL WHERE id = 1; DELETE FROM keelson.session",
  );
  return held(before);
}

async function readHolder(link: Link): Promise<HolderRow | null> {
  const wire = await link.main();
  const answers = await wire.message(holderSql).catch(async (error: unknown): Promise<readonly Completion[]> => {
    const code = codeOf(error);
    if (code === "3F000" || code === "42P01") return [];
    throw await unreadable(error, wire);
  });
  return (answers[0]?.rows[0] as unknown as HolderRow | undefined) ?? null;
}

const held = (row: HolderRow | null): LeaseHolder | null => (row === null || row.holder === null ? null : holderOf(row));
const holderOf = ({ holder, project, info, since, expiresAt }: HolderRow): LeaseHolder => ({
  holder: holder ?? "",
  project,
  info,
  since,
  expiresAt,
});
