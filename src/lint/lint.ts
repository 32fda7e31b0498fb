import type { Diagnostic } from "../core/diagnostic.ts";
import { readIgnores } from "./ignores.ts";
import type { ActiveRule, Finding, Judging } from "./judge.ts";
import { type Walked, lintRevisions } from "./lint-revisions.ts";
import { type Declared, lintSchemas } from "./lint-schemas.ts";
import type { ReadSql } from "./read-sql.ts";
import type { Known } from "./surroundings.ts";

export interface LintRequest extends Declared {
  /** Absent where the revisions make no graph. */
  readonly walked: Walked | undefined;
  readonly known: Known;
  readonly rules: readonly ActiveRule[];
  /** Codes that a comment may name: of all rules, also of those that are off. */
  readonly codes: ReadonlySet<string>;
  readonly read: ReadSql;
  /** Every file of the source that may hold comments. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** A file beside them, such as that of a `sql` step. */
  readonly textOf: (path: string) => string | undefined;
  /** Whether findings of a file are asked for. */
  readonly isAsked: (path: string) => boolean;
}

/** What the rules find in documents, without what comments there take out: file by file. */
export async function lint(request: LintRequest): Promise<readonly Diagnostic[]> {
  const { walked, known, rules, read, isAsked, settings } = request;
  const judging: Judging = { dialect: settings.grammar.dialect, rules };
  const declared = asked(await lintSchemas(request, known, judging, read), isAsked);
  const revised = walked === undefined ? [] : asked(await lintRevisions(walked, known, judging, read), isAsked);
  return withoutIgnored(eachOnce([...declared, ...revised]), request);
}

const asked = (findings: readonly Finding[], isAsked: LintRequest["isAsked"]): readonly Finding[] =>
  findings.filter(({ position }) => position === undefined || isAsked(position.file));

/** What is wrong with an object that a Schema declares and a revision has made is told once, where it is declared. */
function eachOnce(findings: readonly Finding[]): readonly Diagnostic[] {
  const told = new Set<string>();
  return findings.flatMap(({ about, ...finding }) => {
    const { code, message, position } = finding;
    const key = about ?? `${code} ${message} ${position?.file}:${position?.line}:${position?.column}`;
    if (told.has(key)) return [];
    told.add(key);
    return [finding];
  });
}

function withoutIgnored(findings: readonly Diagnostic[], { files, textOf, codes, isAsked }: LintRequest): readonly Diagnostic[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  for (const { position } of findings)
    if (position !== undefined && !texts.has(position.file)) texts.set(position.file, textOf(position.file) ?? "");
  const ignores = new Map([...texts].map(([path, text]) => [path, readIgnores({ path, text }, codes)]));
  const left = findings.filter((finding) => finding.position === undefined || ignores.get(finding.position.file)?.covers(finding) !== true);
  return [...left, ...[...ignores].flatMap(([path, ignore]) => (isAsked(path) ? ignore.findings : []))];
}
