import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

const program = `
const { loadParser, parse } = await import(process.argv[1]);
await loadParser();
for (let number = 0; number < 2000; number++) parse("SELECT a, b FROM x.t WHERE (a > " + number + ")::boolean AND lower(b) = 'x'");
console.log(process.resourceUsage().maxRSS / 1024);`;

test("reading much SQL takes no more memory than reading little", () => {
  const analyse = new URL("../../../src/dialect/postgresql/analyse.ts", import.meta.url).href;
  const megabytes = Number(execFileSync(process.execPath, ["--input-type=module", "-e", program, analyse]));
  expect(megabytes).toBeLessThan(160);
});
