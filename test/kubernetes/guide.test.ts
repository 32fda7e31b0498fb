import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { main } from "../cli/keelson.ts";
import { havePostgresTools, postgresTool } from "../server/postgres-tool.ts";
import { describeNewestPostgres } from "../server/postgres.ts";
import { describeKubernetes } from "./server/kubernetes.ts";

const run = promisify(execFile);
const guide = readFileSync(join(import.meta.dirname, "..", "..", "docs", "kubernetes.md"), "utf8");
const blocks = [...guide.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block]) => String(block));

describeKubernetes("the guide", (cluster) =>
  describeNewestPostgres("on PostgreSQL", (server) => {
    test.skipIf(!havePostgresTools)(
      "leads by copied commands alone from nothing to Ready, to an approved change, to drift seen and gone",
      async () => {
        const namespace = await cluster.namespace();
        await using target = await server.database();
        const folder = mkdtempSync(join(tmpdir(), "keelson-guide-"));
        symlinkSync(cluster.programs.kubectl, join(folder, "kubectl"));
        symlinkSync(postgresTool("psql"), join(folder, "psql"));
        writeFileSync(join(folder, "keelson"), `#!/bin/sh\nexec ${process.execPath} ${main} "$@"\n`, { mode: 0o755 });
        // A reader's ports may be taken; the rest of the line is the reader's.
        const commands = blocks.map((block) => block.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:0"));
        const script = ["set -euo pipefail", "trap 'kill $(jobs -p) && wait' EXIT", ...commands].join("\n");
        try {
          const env = {
            PATH: `${folder}:${process.env["PATH"]}`,
            HOME: folder,
            KUBECONFIG: namespace.kubeconfig,
            DATABASE_URL: target.url,
          };
          const { stdout } = await run("bash", ["-c", script], { cwd: folder, env, timeout: 170_000 });
          expect(blocks.length).toBeGreaterThan(5);
          expect(stdout).toMatch(/shop\s+True\s+\["a1"\]/);
          expect(stdout).toMatch(/DROP COLUMN "?email/);
          expect(stdout).toContain('"name":"public.users.by_hand"');
          expect(stdout.slice(stdout.indexOf("Table "))).toMatch(/ id .*/);
          expect(stdout.slice(stdout.indexOf("Table "))).not.toContain("by_hand");
          expect(stdout).toContain('database.keelson.dev "shop" deleted');
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
    );
  }),
);
