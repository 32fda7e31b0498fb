import type { Diagnostic } from "../core/diagnostic.ts";
import { didYouMean } from "../core/did-you-mean.ts";
import { formatDate, formatTime } from "./timestamp.ts";

export const defaultFileName = "{date}_{time}_{id}_{slug}";

export interface Named {
  readonly id: string;
  readonly message: string;
  readonly now: Date;
}

const parts = {
  date: ({ now }) => formatDate(now),
  time: ({ now }) => formatTime(now),
  id: ({ id }) => id.replaceAll(/[^A-Za-z0-9_.-]+/g, "_"),
  slug: ({ message }) => slug(message),
} satisfies Record<string, (named: Named) => string>;
type Part = keyof typeof parts;

const longestSlug = 40;

/** The name of a new revision's file by a checked template, ending in `.yaml`. */
export function fileName(template: string, named: Named): string {
  const name = template.replaceAll(/\{([a-z]+)\}/g, (_match, part: Part) => parts[part](named));
  // An empty slug leaves the sign that parted it from the rest.
  return `${name.replace(/\.ya?ml$/, "").replace(/[_-]+$/, "")}.yaml`;
}

/** What is wrong with a template, or undefined. */
export function checkFileName(template: string): Omit<Diagnostic, "position"> | undefined {
  const unknown = [...template.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name).find((name) => !Object.hasOwn(parts, name));
  const fault = (message: string, remedy: string) => ({ code: "file-name-template", severity: "error", message, remedy }) as const;
  if (unknown !== undefined) {
    const near = didYouMean(unknown, Object.keys(parts));
    return fault(
      `fileName knows no {${unknown}}`,
      near === undefined
        ? `Use ${Object.keys(parts)
            .map((part) => `{${part}}`)
            .join(", ")}`
        : `Did you mean {${near}}?`,
    );
  }
  if (!template.includes("{id}") && !template.includes("{time}"))
    return fault("fileName gives the same name to different revisions", "Put {id} into it");
  if (template.split(/[\\/]/).some((folder) => folder === ".." || folder === "") || /^[A-Za-z]:/.test(template))
    return fault("fileName leads out of the folder of revisions", "Use a name, or folders below it");
  return undefined;
}

/** The words of a message as part of a file name: `Add hero's level` → `add_heros_level`. */
function slug(message: string): string {
  const words = message
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f'’]/g, "")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  let text = "";
  for (const word of words) {
    const longer = text === "" ? word.slice(0, longestSlug) : `${text}_${word}`;
    if (longer.length > longestSlug) break;
    text = longer;
  }
  return text;
}
