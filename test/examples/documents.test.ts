import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "keelson-docs-"));
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const keelson = `"${process.execPath}" "${join(root, "dist/cmd/keelson/main.cjs")}" "$@"`;
  script(join(bin, "keelson"), `[ "$1" = ui ] || exec ${keelson}\n${lookedAt(`${keelson} --listen 127.0.0.1:0`)}`);
  // What a person does in the editor: declare a table.
  script(join(bin, "declare"), `cp "${join(root, "examples/quickstart/db/schema.yaml")}" "$1"`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  { page: "README.md", section: "## Use it" },
  { page: "docs/guide.md", section: "# A first project" },
])(
  "the blocks of $page run as they stand",
  async ({ page, section }) => {
    const text = readFileSync(join(root, page), "utf8");
    const blocks = shellBlocks(text.slice(text.indexOf(section)));
    expect(blocks.length).toBeGreaterThan(0);
    const place = join(folder, page.replaceAll("/", "-"));
    mkdirSync(place);
    expect(await run(`set -e\n${blocks.join("\n")}`, place)).toMatchObject({ code: 0 });
  },
  120_000,
);

/** What serves until somebody interrupts it: that is done once it says where it is. */
const lookedAt = (command: string): string => `mkfifo said\n${command} > said &\nread -r line < said\nkill -INT $!\nwait $!`;

const shellBlocks = (text: string): string[] => [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = ""]) => block);

function script(path: string, line: string): void {
  writeFileSync(path, `#!/bin/sh\n${line}\n`);
  chmodSync(path, 0o755);
}

function run(text: string, cwd: string): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("sh", ["-c", text], {
      cwd,
      env: { ...process.env, PATH: `${join(folder, "bin")}:${process.env["PATH"]}`, EDITOR: "declare" },
    });
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
