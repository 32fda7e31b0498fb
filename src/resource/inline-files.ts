import { posix } from "node:path";
import type { Finding } from "./describe-violation.ts";
import { globPattern } from "./glob-pattern.ts";
import type { FieldPath } from "./path.ts";
import type { ReadContext } from "./read-context.ts";
import type { ReadOptions } from "./read-options.ts";
import type { RevisionStep, SqlFile } from "./resource.ts";

/** A step whose `sql.file`, also those of `dialects`, are replaced by the text of the file. */
export function inlineStep(step: RevisionStep, path: FieldPath, options: ReadOptions, context: ReadContext): RevisionStep {
  const downgrade = step.downgrade?.map((down, index) => inlineStep(down, [...path, "downgrade", index], options, context));
  const own = downgrade === undefined ? step : { ...step, downgrade };
  if (step.operation !== "sql") return own;
  const at = [...path, "sql"];
  const args = inlineText(step.args, at, options, context);
  const dialects = args["dialects"] as Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  if (dialects === undefined) return args === step.args ? own : { ...own, args };
  const inlined = Object.entries(dialects).map(([name, overlay]) => [
    name,
    inlineText(overlay, [...at, "dialects", name], options, context),
  ]);
  return { ...own, args: { ...args, dialects: Object.fromEntries(inlined) } };
}

function inlineText(
  args: Readonly<Record<string, unknown>>,
  path: FieldPath,
  options: ReadOptions,
  context: ReadContext,
): Readonly<Record<string, unknown>> {
  const { file, ...rest } = args;
  if (typeof file !== "string") return args;
  const text = readReferenced(file, [...path, "file"], options, context);
  return text === undefined ? args : { ...rest, text };
}

function readReferenced(file: string, path: FieldPath, options: ReadOptions, context: ReadContext): string | undefined {
  const found = place(file, path, options, context);
  if (found === undefined) return undefined;
  const text = options.reader?.read(found);
  if (text === undefined) context.find(at(path, "file-not-found", `there is no file ${found}`, "Write its path relative to this document"));
  return text;
}

/** The files that the patterns of a Schema match, in the order of their paths. */
export function sqlFilesOf(patterns: readonly string[], options: ReadOptions, context: ReadContext): SqlFile[] {
  const files = new Map<string, string>();
  for (const [index, pattern] of patterns.entries()) {
    const path = ["spec", "files", index];
    const found = place(pattern, path, options, context);
    if (found === undefined) continue;
    const matches = globPattern(found);
    const matching = options.reader?.list().filter((file) => matches.test(posix.normalize(file))) ?? [];
    if (matching.length === 0)
      context.find(at(path, "file-not-found", `no file matches ${found}`, "Write the pattern relative to this document"));
    for (const file of matching) files.set(file, options.reader?.read(file) ?? "");
  }
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, text]) => ({ path, text }));
}

/** The path from the working folder, if files may be referred to and it lies inside the source. */
function place(file: string, path: FieldPath, { root = "", reader }: ReadOptions, context: ReadContext): string | undefined {
  if (reader === undefined) {
    context.find(at(path, "file-refused", "this source has no files to refer to", "Inline it: `keelson bundle` does that"));
    return undefined;
  }
  const found = posix.normalize(posix.join(posix.dirname(context.document.file.path), file));
  const inside = posix.relative(posix.normalize(root === "" ? "." : root), found);
  if (!posix.isAbsolute(file) && inside !== ".." && !inside.startsWith("../")) return found;
  context.find(
    at(
      path,
      "file-outside-source",
      `${file} lies outside of the source`,
      "Move the file into the source and write its path relative to this document",
    ),
  );
  return undefined;
}

const at = (path: FieldPath, code: string, message: string, remedy: string): Finding => ({ code, message, remedy, path, part: "value" });
