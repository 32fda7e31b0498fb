import type { Diagnostic } from "../core/diagnostic.ts";

/** A comment that says which rules do not count where it stands. */
interface Ignore {
  readonly codes: readonly string[];
  /** Lines from 1, both included. */
  readonly from: number;
  readonly to: number;
}

const comment = /(?:^|\s)(?:#|--)\s*keelson-lint-ignore\b(?::?\s*(.*?))?\s*$/;

/** What the comments of a file take out. */
export interface Ignores {
  covers(finding: Diagnostic): boolean;
  readonly findings: readonly Diagnostic[];
}

/**
 * Reads `# keelson-lint-ignore: code, code` of YAML and `-- keelson-lint-ignore: code` of SQL. Behind something it counts for that line, or for
 * the statement that the line belongs to; alone on its line, for the entry, the step or the statement that begins behind it.
 */
export function readIgnores({ path, text }: { readonly path: string; readonly text: string }, known: ReadonlySet<string>): Ignores {
  if (!text.includes("keelson-lint-ignore")) return { covers: () => false, findings: [] };
  const lines = text.split("\n");
  const findings: Diagnostic[] = [];
  const ignores = lines.flatMap((line, at): readonly Ignore[] => {
    const match = comment.exec(line);
    if (match === null) return [];
    const codes = (match[1] ?? "").split(/[\s,]+/).filter((code) => code !== "");
    const position = { file: path, line: at + 1, column: line.indexOf("keelson-lint-ignore") + 1 };
    if (codes.length === 0)
      findings.push({
        code: "ignore-without-code",
        severity: "warning",
        message: "no rule is named that is to be ignored",
        remedy: "Write keelson-lint-ignore: and the codes",
        position,
      });
    for (const code of codes)
      if (!known.has(code))
        findings.push({
          code: "unknown-rule",
          severity: "warning",
          message: `there is no rule ${code}`,
          remedy: "Correct the code, or take the comment away",
          position,
        });
    return [{ codes, ...range(lines, at) }];
  });
  const covers = ({ code, position }: Diagnostic): boolean =>
    position !== undefined && ignores.some(({ codes, from, to }) => codes.includes(code) && from <= position.line && position.line <= to);
  return { covers, findings };
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
const isFiller = (line: string): boolean => /^\s*(?:#|--|$)/.test(line);

/** From the next line that says something, all that stands deeper than it. */
function range(lines: readonly string[], at: number): Pick<Ignore, "from" | "to"> {
  if (!/^\s*(?:#|--)/.test(lines[at] ?? "")) return { from: firstOfStatement(lines, at) + 1, to: at + 1 };
  const first = lines.findIndex((line, index) => index > at && !isFiller(line));
  if (first < 0) return { from: at + 1, to: at + 1 };
  const indent = indentOf(lines[first] ?? "");
  const end = lines.findIndex((line, index) => index > first && line.trim() !== "" && indentOf(line) <= indent);
  return { from: first + 1, to: end < 0 ? lines.length : end };
}

/** Of a line of SQL, the line with which its statement begins; of any other the line itself. */
function firstOfStatement(lines: readonly string[], at: number): number {
  if (!/--\s*keelson-lint-ignore/.test(lines[at] ?? "")) return at;
  let first = at;
  while (first > 0 && !/(?:^|[;|>:-])\s*(?:--.*)?$/.test(lines[first - 1] ?? "")) first -= 1;
  return first;
}
