import { InputError } from "./error.ts";

const missing: ReadonlySet<unknown> = new Set(["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"]);

/** Loads what needs a package that an installation for another engine leaves out; asked again it gives the same. @throws InputError where it was left out */
export function ofPackage<Value>(name: string, engine: string, load: () => Promise<Value>): () => Promise<Value> {
  let loaded: Promise<Value> | undefined;
  return () => (loaded ??= load().catch((error) => Promise.reject(isWithout(name, error) ? leftOut(name, engine) : error)));
}

const isWithout = (name: string, error: unknown): boolean =>
  error instanceof Error && "code" in error && missing.has(error.code) && new RegExp(`(?:module|package) '${name}'`).test(error.message);

const leftOut = (name: string, engine: string): InputError =>
  new InputError(`this installation of keelson is one without ${engine}: it has no package ${name}`, {
    code: "engine-not-installed",
    remedy: `Use an image that was built with ${engine}, or install ${name} beside keelson`,
  });
