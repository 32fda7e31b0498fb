import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of Chromium, or of a browser made of it: what `CHROME_BIN` says, else what PATH has. */
export function findBrowser(): string | undefined {
  const said = process.env["CHROME_BIN"];
  if (said) return said;
  const directories = (process.env["PATH"] ?? "").split(delimiter);
  return names.flatMap((name) => directories.map((directory) => join(directory, name))).find((path) => existsSync(path));
}
