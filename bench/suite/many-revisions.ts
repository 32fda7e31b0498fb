import { type Contestant, hold, type Result } from "../contest.ts";
import { runProcess } from "../run-process.ts";
import { renderTable } from "../table.ts";
import { keelson } from "../tool/keelson.ts";
import type { Suite } from "./suite.ts";
import { writeHistory } from "./write-history.ts";

const [few, many] = [1000, 10_000];
const goal = 1.5;
const readAndHash = `import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
const hash = createHash("sha256");
const directory = process.argv[1] + "/db/revisions/";
for (const name of readdirSync(directory)) hash.update(readFileSync(directory + name));
hash.digest();`;

/** Nothing to do, with ten times the revisions: what each more of them costs, against reading and hashing its file. */
export const manyRevisions: Suite = async ({ server, directory, rounds }) => {
  const contestants = async (length: number): Promise<readonly [Contestant, Contestant]> => {
    const own = await writeHistory(keelson, length, directory);
    const url = await server.database();
    await keelson.apply(own, url);
    return [
      {
        name: `reading and hashing ${length}`,
        arrange: async () => () => runProcess(process.execPath, ["--input-type=module", "-e", readAndHash, own]),
      },
      { name: `keelson, ${length}`, arrange: async () => () => keelson.apply(own, url) },
    ];
  };
  const [floor, small] = await contestants(few);
  const [reading, large] = await contestants(many);
  const results = await hold({ floor, others: [small, reading, large] }, rounds);
  const of = ({ name }: Contestant): number => (results.find((result) => result.name === name) as Result).median;
  const ratio = (of(large) - of(small)) / (of(reading) - of(floor));
  const verdict = `The increase from ${few} to ${many} is ${ratio.toFixed(2)} × that of reading and hashing (≤ ${goal}: ${ratio <= goal ? "met" : "missed"}).`;
  return `${renderTable(`Nothing to do, ${few} and ${many} revisions`, results)}\n\n${verdict}`;
};
