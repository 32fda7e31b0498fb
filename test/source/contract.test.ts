import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packArchive } from "../../src/author/bundle/pack-archive.ts";
import { directorySource } from "../../src/source/directory.ts";
import { fetchedSource } from "../../src/source/fetched-source.ts";
import { fetchArtefact } from "../../src/source/oci/fetch-artefact.ts";
import { sourceContract } from "../contract/source-contract.ts";
import { GitRepository } from "../server/git-repository.ts";
import { startGitServer } from "../server/git-server.ts";
import { pushArtefact } from "../server/push-artefact.ts";
import { startRegistry } from "../server/registry.ts";
import { openGit } from "./git/open-git.ts";

sourceContract("directory", async () => {
  const folder = mkdtempSync(join(tmpdir(), "keelson-contract-"));
  const clear = () => rmSync(join(folder, "db"), { recursive: true, force: true });
  return {
    async lay(files) {
      clear();
      for (const [location, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, "db", location)), { recursive: true });
        writeFileSync(join(folder, "db", location), content);
      }
    },
    open: () => directorySource({ directory: "db", workingFolder: folder }),
    takeAway: async () => clear(),
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }),
  };
});

sourceContract("git", async () => {
  const repository = new GitRepository();
  const server = await startGitServer({ folder: repository.folder });
  return {
    async lay(files) {
      repository.git("rm", "-r", "--quiet", "--force", "--ignore-unmatch", ".");
      for (const [location, content] of Object.entries(files)) repository.write(`db/${location}`, content);
      repository.commit();
    },
    open: () => openGit({ url: `${server.url}/shop.git`, path: "db" }),
    takeAway: async () => server[Symbol.asyncDispose](),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      repository[Symbol.dispose]();
    },
  };
});

sourceContract("artefact", async () => {
  const registry = await startRegistry();
  return {
    async lay(files) {
      await pushArtefact(
        registry,
        "shop",
        "latest",
        packArchive(Object.entries(files).map(([location, content]) => ({ location, bytes: Buffer.from(content) }))),
      );
    },
    open: () =>
      fetchedSource(() =>
        fetchArtefact({ url: `oci://${registry.host}/shop`, credentials: async () => ({}), signal: new AbortController().signal }),
      ),
    takeAway: async () => registry[Symbol.asyncDispose](),
    [Symbol.asyncDispose]: async () => registry[Symbol.asyncDispose](),
  };
});
