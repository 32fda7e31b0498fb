import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { freePort } from "./free-port.ts";

/** The path of OpenSSH's server; distributions lay it where only root's PATH looks. */
export function findSshd(): string | undefined {
  const directories = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return directories.map((directory) => join(directory, "sshd")).find((path) => existsSync(path));
}

export interface SshServer extends AsyncDisposable {
  /** `ssh://user@127.0.0.1:port`. */
  readonly url: string;
  /** Private key of who is let in. */
  readonly identity: string;
  /** Private key of somebody else. */
  readonly stranger: string;
  /** A line of `known_hosts` for it. */
  readonly knownHosts: string;
}

/** OpenSSH's own server on a free port, which lets in one key that it makes itself. */
export async function startSshServer(sshd: string, folder: string): Promise<SshServer> {
  const key = (name: string) => {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", join(folder, name)]);
    return join(folder, name);
  };
  const [host, identity, stranger] = [key("host"), key("identity"), key("stranger")];
  const port = await freePort();
  const settings = [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${host}`,
    `AuthorizedKeysFile ${identity}.pub`,
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication no",
    "UsePAM no",
    "StrictModes no",
    `PidFile ${join(folder, "sshd.pid")}`,
    "PermitRootLogin yes",
    "",
  ];
  writeFileSync(join(folder, "sshd_config"), settings.join("\n"));
  // Where OpenSSH separates its privileges; a package's service makes it at start.
  if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true });
  const child = spawn(sshd, ["-D", "-e", "-f", join(folder, "sshd_config")], { stdio: ["ignore", "ignore", "pipe"] });
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding("utf8").on("data", (text: string) => text.includes("Server listening") && resolve());
    child.on("exit", (code) => reject(new Error(`sshd ended with ${code}`)));
  });
  child.removeAllListeners("exit");
  return {
    url: `ssh://${userInfo().username}@127.0.0.1:${port}`,
    identity: readFileSync(identity, "utf8"),
    stranger: readFileSync(stranger, "utf8"),
    knownHosts: `[127.0.0.1]:${port} ${readFileSync(`${host}.pub`, "utf8").split(" ").slice(0, 2).join(" ")}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        child.on("exit", () => resolve());
        child.kill();
      }),
  };
}
