import { isDigest } from "../../core/digest.ts";
import { SourceInvalidError } from "../source-errors.ts";
import { isThisMachine } from "../this-machine.ts";

/** An artefact in a registry. */
export interface ArtefactUrl {
  /** `https://host:port`; plain http on this machine only. */
  readonly registry: string;
  readonly repository: string;
  /** A tag, or the digest itself. */
  readonly reference: string;
  /** As people see it. */
  readonly shown: string;
}

/** `oci://host/repository` with a tag or a digest, `latest` where neither is said. @throws SourceInvalidError */
export function parseArtefactUrl(url: string, ref = "latest"): ArtefactUrl {
  const [, host, repository] = /^oci:\/\/((?:[A-Za-z0-9.-]+|\[[0-9a-f:]+\])(?::\d+)?)\/([a-z0-9]+(?:[._/-][a-z0-9._-]+)*)$/.exec(url) ?? [];
  if (host === undefined || repository === undefined || repository.split("/").some((part) => part === "" || part.startsWith(".")))
    throw new SourceInvalidError(
      "invalid-oci-url",
      `${shownOf(url)} names no artefact`,
      "Write oci://host/repository, and the tag or digest under spec.source.oci.ref",
    );
  const byDigest = isDigest(ref);
  if (!byDigest && !/^\w[\w.-]{0,127}$/.test(ref))
    throw new SourceInvalidError(
      "invalid-oci-ref",
      `${JSON.stringify(ref)} is neither a tag nor a digest`,
      "Write a tag, or sha256: and 64 digits",
    );
  const scheme = isThisMachine(host.replace(/:\d+$/, "")) ? "http" : "https";
  return { registry: `${scheme}://${host}`, repository, reference: ref, shown: `oci://${host}/${repository}${byDigest ? "@" : ":"}${ref}` };
}

/** Whoever writes a password into a URL does not find it in a log. */
const shownOf = (url: string): string => JSON.stringify(url.replace(/\/\/[^/]*@/, "//***@"));
