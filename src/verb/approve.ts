import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { isAlias, isSeq, parseAllDocuments } from "yaml";
import { writeAliasesOut } from "../author/write-aliases-out.ts";
import { replaceFile } from "../author/write-files.ts";
import { isDigest } from "../core/digest.ts";
import { InputError } from "../core/error.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { readPlan } from "./project/read-plan.ts";

export interface ApproveOptions extends VerbOptions {
  /** A digest, or a file that `plan --out` wrote. */
  readonly plan: string;
}

/** Writes a plan's digest under `policy.approvedPlans` of the Database document; comments and all else stay. */
export async function approve(context: VerbContext, options: ApproveOptions): Promise<{ readonly digest: string; readonly path: string }> {
  const { cwd } = context.host;
  const { database } = await openProject(context, options);
  const digest = isDigest(options.plan) ? options.plan : await digestOf(context, options.plan);
  const { file: path, document: index } = database.origin;
  const documents = parseAllDocuments(await readFile(resolve(cwd, path), "utf8"), { version: "1.2", schema: "core" });
  const document = Array.isArray(documents) ? documents[index] : undefined;
  if (document === undefined) throw new TypeError(`${path} has no document ${index}`);
  const place = ["spec", "policy", "approvedPlans"];
  if (isAlias(document.getIn(place.slice(0, -1), true)) || isAlias(document.getIn(place, true))) writeAliasesOut(document);
  const approved = document.getIn(place);
  if (!isSeq(approved)) document.setIn(place, [digest]);
  else if (!(approved.toJSON() as unknown[]).includes(digest)) approved.add(digest);
  await replaceFile(cwd, { path, text: (documents as readonly { toString(): string }[]).map(String).join("") });
  return { digest, path };
}

async function digestOf({ host }: VerbContext, plan: string): Promise<string> {
  if (existsSync(resolve(host.cwd, plan))) {
    const { digest, stages, to, from } = (await readPlan(host, plan)).spec;
    if (stages.length > 0 || String(to) !== String(from)) return digest;
    throw new InputError(`${plan} has nothing to do`, {
      code: "empty-plan",
      remedy: "Approve a plan that waits: `keelson plan` shows whether there is one",
    });
  }
  const message = `${plan} is neither a digest nor a plan's file`;
  throw new InputError(message, { code: "unknown-plan", remedy: "Give sha256:… as keelson plan prints it, or the file of plan --out" });
}
