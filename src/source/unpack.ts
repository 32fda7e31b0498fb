import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { SourceRefusedError } from "./source-errors.ts";
import { refuseTooLarge, type TreeLimits } from "./tree.ts";

/** Bytes of a gzip stream, which may not grow beyond the limit. @throws SourceTooLargeError, SourceRefusedError */
export async function unpack(what: string, packed: Buffer, limits: TreeLimits): Promise<Buffer> {
  try {
    return await promisify(gunzip)(packed, { maxOutputLength: limits.bytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") refuseTooLarge(what, limits.bytes + 1, limits);
    throw new SourceRefusedError(
      "archive-damaged",
      `${what} is no archive that can be read: it is not packed with gzip, or damaged`,
      "Make it anew, with `keelson bundle --as archive` or tar and gzip",
    );
  }
}
