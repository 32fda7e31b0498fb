import { singleDocumentSource } from "./single-document.ts";
import type { Source } from "./source.ts";

/** Documents from a stream (`-f -`). It can be read once; what it gave is kept. */
export function standardInputSource(stream: AsyncIterable<Uint8Array>): Source {
  let content: Promise<Buffer> | undefined;
  return singleDocumentSource(async () => {
    content ??= collect(stream);
    return { path: "<standard input>", bytes: await content };
  });
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
