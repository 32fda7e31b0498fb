import { InputError } from "../../core/error.ts";
import type { RevisionResource } from "../../resource/resource.ts";
import type { SourceSnapshot } from "../../source/source.ts";

/** The file of a revision that has it for itself. @throws InputError where other documents stand in it: removing it would lose them. */
export function soleDocument({ id, origin, position }: RevisionResource, { files }: SourceSnapshot): string {
  const text = files.find(({ path }) => path === origin.file)?.text ?? "";
  const alone = origin.document === 0 && !/^---\s*$/m.test(text.replace(/^---\s*\n/, ""));
  if (alone) return origin.file;
  const message = `${origin.file} holds other documents beside ${id}`;
  throw new InputError(message, { code: "shared-file", remedy: "Give each revision a file of its own first", position });
}
