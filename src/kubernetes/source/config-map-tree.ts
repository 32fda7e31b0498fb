import {
  refuseTooLarge,
  refuseTooMany,
  checkLocation,
  defaultTreeLimits,
  type FetchedTree,
  type TreeFile,
  type TreeLimits,
} from "../../source/tree.ts";
import { unpack } from "../../source/unpack.ts";
import type { NamespaceReader } from "../read/namespace-reader.ts";

const packed = /\.gz$/;

/** The keys of ConfigMaps as the files of a tree: `<ConfigMap>/<key>`, those that end in `.gz` unpacked. @throws SourceUnavailableError, SourceRefusedError */
export async function configMapTree(
  reader: NamespaceReader,
  names: readonly string[],
  limits: TreeLimits = defaultTreeLimits,
): Promise<FetchedTree> {
  const files: TreeFile[] = [];
  let bytes = 0;
  for (const name of new Set(names)) {
    const what = `ConfigMap ${name}`;
    for (const [key, content] of Object.entries(await reader.keys("ConfigMap", name))) {
      const plain = packed.test(key) ? await unpack(`${what}, ${key}`, content, limits) : content;
      bytes += plain.length;
      refuseTooLarge("the ConfigMaps together", bytes, limits);
      files.push({ location: checkLocation(what, `${name}/${key.replace(packed, "")}`), bytes: plain });
    }
  }
  refuseTooMany("the ConfigMaps together", files.length, limits);
  return { tree: { files, links: [], elsewhere: [] }, root: "." };
}
