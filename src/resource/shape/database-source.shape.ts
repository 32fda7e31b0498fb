import { type Static, Type } from "@sinclair/typebox";
import { choice, digest, duration, map, name, reference, text } from "../../model/kind/field.shape.ts";
import { secretRef, selector, valueSourceShape } from "./value-source.shape.ts";

const value = Type.Optional(reference(valueSourceShape));
const secret = Type.Optional(secretRef);

/** One Secret with everything, or each value on its own. */
const eitherSecretOr = (...fields: readonly string[]) => ({ excludes: { secretRef: fields } });

const login = { secretRef: secret, username: value, password: value };
const keys = { secretRef: secret, keys: value };
const oneOfKeys = { exactlyOneOf: ["secretRef", "keys"] };

const git = map("A git repository.", {
  url: name("URL of the repository."),
  ref: Type.Optional(
    map(
      "What to read.",
      {
        branch: Type.Optional(name("A branch.")),
        tag: Type.Optional(name("A tag.")),
        commit: Type.Optional(name("A commit.")),
        semver: Type.Optional(name("The newest tag in a range.")),
      },
      { exactlyOneOf: ["branch", "tag", "commit", "semver"] },
    ),
  ),
  path: Type.Optional(name("Folder in the repository.")),
  interval: Type.Optional(duration("How often to look.")),
  credentials: Type.Optional(
    map(
      "How to log in.",
      { ...login, identity: value, knownHosts: value, ca: value },
      eitherSecretOr("username", "password", "identity", "knownHosts", "ca"),
    ),
  ),
  webhook: Type.Optional(map("Looks when it is told.", { secretRef })),
  verify: Type.Optional(
    map(
      "Signatures that are asked for.",
      { mode: choice("Whose: that of the commit, or of the tag that leads to it.", "commit", "tag"), ...keys },
      oneOfKeys,
    ),
  ),
});

const oci = map("An artefact in a registry.", {
  url: name("Repository of the artefact."),
  ref: Type.Optional(text("Tag or digest.")),
  interval: Type.Optional(duration("How often to look.")),
  credentials: Type.Optional(map("How to log in.", login, eitherSecretOr("username", "password"))),
  verify: Type.Optional(map("Signatures that are asked for.", { mode: choice("Made by whom.", "cosign"), ...keys }, oneOfKeys)),
});

const resources = map("Custom resources of the same namespace.", {
  selector,
  digest: Type.Optional(digest("Digest of the whole set, from `keelson bundle`.")),
});

export const sourceShape = map(
  "Where the documents lie.",
  {
    directory: Type.Optional(name("Folder, relative to this document.")),
    git: Type.Optional(git),
    oci: Type.Optional(oci),
    configMaps: Type.Optional(
      Type.Array(map("A ConfigMap.", { name: name("Its name.") }), { minItems: 1, description: "ConfigMaps; binaryData may be gzipped." }),
    ),
    resources: Type.Optional(resources),
  },
  { exactlyOneOf: ["directory", "git", "oci", "configMaps", "resources"] },
);
export type DatabaseSource = Static<typeof sourceShape>;
