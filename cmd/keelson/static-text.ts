import { readFileSync } from "node:fs";

interface StaticTexts {
  readonly version: string;
  readonly help: Readonly<Record<string, string>>;
}

/** The answer to `version` and `help`, from `static-text.json` (generated beside this file); undefined for all else. */
export function readStatic(words: readonly string[]): string | undefined {
  const topic = topicOf(words);
  if (topic === undefined) return undefined;
  const texts = JSON.parse(readFileSync(new URL("./static-text.json", import.meta.url), "utf8")) as StaticTexts;
  if (topic.kind === "version") return `keelson ${texts.version}\n`;
  return Object.hasOwn(texts.help, topic.verb) ? texts.help[topic.verb] : undefined;
}

function topicOf(words: readonly string[]): { readonly kind: "version" } | { readonly kind: "help"; readonly verb: string } | undefined {
  const [first, second] = words;
  if (words.length === 1 && (first === "version" || first === "--version" || first === "-V")) return { kind: "version" };
  if (first === undefined || first === "help" || first === "--help" || first === "-h") return { kind: "help", verb: second ?? "" };
  if (words.includes("--help") || words.includes("-h")) return { kind: "help", verb: first };
  return undefined;
}
