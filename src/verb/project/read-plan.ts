import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parse } from "yaml";
import { InputError, NotFoundError } from "../../core/error.ts";
import type { PlanDocument } from "../../plan/plan-document.ts";
import { readPlanFile } from "../../plan/plan-file.ts";
import type { Host } from "./host.ts";

/** Reads a plan that `plan --out` wrote. @throws NotFoundError, InputError, PlanFileError */
export async function readPlan({ cwd }: Pick<Host, "cwd">, path: string): Promise<PlanDocument> {
  const text = await readFile(resolve(cwd, path), "utf8").catch((cause: unknown) => {
    throw new NotFoundError(`${path} cannot be read`, {
      code: "plan-not-found",
      cause,
      diagnostics: [
        { code: "plan-not-found", severity: "error", message: `${path} cannot be read`, remedy: "Write one with keelson plan --out FILE" },
      ],
    });
  });
  return readPlanFile(parsed(text, path));
}

function parsed(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const message = `${path} is neither JSON nor YAML`;
    throw new InputError(message, {
      code: "plan-syntax",
      cause,
      remedy: "Write one with keelson plan --out FILE",
      position: { file: path, line: 1, column: 1 },
    });
  }
}
