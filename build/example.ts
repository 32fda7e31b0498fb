import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** What the README's first command shows: the built command line, on the example, as a person would type it. */
const lines = [["upgrade"], ["check"], ["history"]];

const root = join(import.meta.dirname, "..");
for (const words of lines) {
  console.log(`$ keelson ${words.join(" ")}`);
  const { status } = spawnSync(process.execPath, [join(root, "dist/cmd/keelson/main.cjs"), ...words], {
    cwd: join(root, "examples/quickstart"),
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
