import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { GitCredentials } from "../../../src/source/git/git-access.ts";
import { GitRepository } from "../../server/git-repository.ts";
import { findSshd, startSshServer } from "../../server/ssh-server.ts";
import { openGit } from "./open-git.ts";

const sshd = findSshd();

describe.skipIf(sshd === undefined)("over ssh", () => {
  it("reads with a key from hosts that are known, and with nothing else", async () => {
    const folder = mkdtempSync(join(tmpdir(), "keelson-ssh-"));
    try {
      using repository = new GitRepository();
      repository.write("db/a.yaml", "a: 1\n");
      const commit = repository.commit();
      await using server = await startSshServer(sshd as string, folder);
      const read = (credentials: GitCredentials) =>
        openGit({ url: `${server.url}${repository.folder}/shop.git`, path: "db", credentials: async () => credentials })
          .read()
          .then(
            ({ commit: read }) => read,
            ({ code, message }) => {
              expect(message).not.toContain("PRIVATE KEY");
              return code;
            },
          );
      const { identity, knownHosts, stranger } = server;
      expect(await read({ identity, knownHosts })).toBe(commit);
      expect(await read({ identity: stranger, knownHosts })).toBe("source-unauthorised");
      expect(await read({ identity })).toBe("host-key-refused");
      const another = knownHosts.replace(/\S+$/, "AAAAC3NzaC1lZDI1NTE5AAAAIIxBC5OEiHVHUaXhPaGNwYmfyOvYjCHGHV+EA3QXYBqd");
      expect(await read({ identity, knownHosts: another })).toBe("host-key-refused");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
