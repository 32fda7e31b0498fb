import { linkTo, partNames } from "../../src/page/part-names.ts";
import type { FaultProject } from "../crash/faults/project.ts";
import type { Finished } from "./keelson.ts";

/** `keelson ui` as a process of its own, on a port that was free. */
export interface Page {
  readonly url: string;
  /** What stands below a path, with its status. */
  read(path: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Ctrl-C. */
  end(): Promise<Finished>;
}

export async function openPage(
  project: FaultProject,
  words: readonly string[] = [],
  url = project.url,
  env: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const { child, finished } = project.start(["ui", "--listen", "127.0.0.1:0", "-o", "json", ...words], url, env);
  const line = new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (text: string) => (said += text).includes("\n") && resolve(said));
    void finished.then((end) => reject(new Error(`it ended: ${end.stdout}${end.stderr}`)));
  });
  const served = JSON.parse(await line) as { readonly url: string };
  return {
    url: served.url,
    async read(path) {
      const response = await fetch(new URL(path, served.url));
      return { status: response.status, text: plain(await response.text()) };
    },
    end() {
      child.kill("SIGINT");
      return finished;
    },
  };
}

/** Every byte that the page has of a database, the list and what all pages share along with it. */
export async function everyByte({ url }: Page, key: string): Promise<string> {
  const paths = ["/", "/page.js", "/page.css", ...partNames.map((part) => linkTo(key, part))];
  const texts = await Promise.all(paths.map(async (path) => (await fetch(new URL(path, url))).text()));
  return texts.join("\n");
}

/** The words of a page as people see them, what stands in one element on one line. */
const plain = (html: string): string =>
  html
    .replace(/^.*?<main[^>]*>/s, "")
    .replace(/<\/main>.*$/s, "")
    .replace(/<\/?(?:p|h\d|li|tr|td|th|dt|dd|section|pre)\b[^>]*>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/[ \t]*\n\s*/g, "\n");
