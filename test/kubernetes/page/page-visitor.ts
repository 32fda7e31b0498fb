import type { OperatorProgram } from "../operator/program.ts";

export interface Visit {
  readonly status: number;
  readonly text: string;
}

/** Asks a web page as a browser does, and remembers all that it was shown. */
export function pageVisitor(url: string) {
  const seen: string[] = [];
  return {
    url,
    async visit(path: string, init?: RequestInit): Promise<Visit> {
      const response = await fetch(`${url}${path}`, init);
      const text = await response.text();
      seen.push(text);
      return { status: response.status, text };
    },
    /** Everything that was answered so far. */
    seen: () => seen.join("\n"),
  };
}

/** Where a program serves its page. */
export const pageOf = (program: Pick<OperatorProgram, "lines">) =>
  pageVisitor(`http://127.0.0.1:${program.lines().find(({ event }) => event === "operator.started")?.["ui"]}`);
