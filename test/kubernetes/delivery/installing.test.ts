import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { renderKubeconfig } from "../server/kubeconfig.ts";
import { main } from "../../cli/keelson.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { startProgram } from "../operator/program.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { deploy } from "./manifests.ts";

const page = readFileSync(join(deploy, "../docs/installing.md"), "utf8");
const [install = "", ...rest] = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = ""]) => block);

function run(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("sh", ["-c", `set -e\n${script}`], { cwd, env: { HOME: cwd, ...env } });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += String(text)));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

describeKubernetes("the page about installing", (cluster) =>
  describeNewestPostgres("with PostgreSQL", (server) => {
    test("leads from nothing to Ready, to an approved loss and to drift that is gone, by copied commands alone", async () => {
      const target = await server.database();
      const folder = mkdtempSync(join(tmpdir(), "keelson-tutorial-"));
      const bin = join(folder, "bin");
      mkdirSync(bin);
      cpSync(deploy, join(folder, "deploy"), { recursive: true, verbatimSymlinks: true });
      const script = (name: string, line: string) => {
        writeFileSync(join(bin, name), `#!/bin/sh\n${line}\n`);
        chmodSync(join(bin, name), 0o755);
      };
      script("keelson", `exec "${process.execPath}" "${main}" "$@"`);
      // The one call of it: psql URL -c STATEMENT.
      script(
        "psql",
        `exec "${process.execPath}" --input-type=module -e 'import pg from "${import.meta.resolve("pg")}"; const client = new pg.Client(process.argv[1]); await client.connect(); await client.query(process.argv[3]); await client.end();' -- "$@"`,
      );
      for (const name of ["kubectl", "helm"] as const) symlinkSync(cluster.programs[name], join(bin, name));
      const env = { PATH: `${bin}${delimiter}${process.env["PATH"]}`, KUBECONFIG: cluster.kubeconfig, DATABASE_URL: target.url };
      try {
        expect(await run(install, folder, env)).toMatchObject({ code: 0 });
        const { output: token } = await run("kubectl create token keelson --namespace shop", folder, env);
        const account = join(folder, "operator.kubeconfig");
        writeFileSync(account, renderKubeconfig({ ...cluster.admin, token: token.trim() }, "shop"));
        await using _operator = await startProgram(await cluster.namespace(), "leads", account);
        const { code, output } = await run(rest.join("\n"), folder, env);
        expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
        expect(output).toContain("DROP COLUMN");
        expect(output).toContain("exit 6");
        expect(output).toMatch(/In sync\.\n[\s\S]*deleted/);
      } finally {
        await cluster.kubectl(["delete", "namespace", "shop", "--wait=false"]);
        rmSync(folder, { recursive: true, force: true });
        await target.drop();
      }
    });
  }),
);
