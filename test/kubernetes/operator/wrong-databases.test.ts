import { expect, test } from "vitest";
import { describeKubernetes } from "../server/kubernetes.ts";
import { ClusterProject, database, startOperator } from "./test-operator.ts";

const git = (more: object) => ({ source: { git: { url: "https://git.example.com/shop.git", ...more } } });

/** What the API server takes for a Database: which field is wrong, and by which code it is told. */
const wrong: Readonly<Record<string, readonly [spec: object, code: string, field: RegExp]>> = {
  cron: [{ schedule: { windows: [{ cron: "61 * * * *", duration: "1h" }] } }, "invalid-cron", /"cron"/],
  zone: [{ schedule: { timeZone: "Mars/Olympus" } }, "invalid-cron", /"timeZone"/],
  hazard: [{ policy: { approval: { hazards: ["longLock", "explosion"] } } }, "unknown-hazard", /"explosion"/],
  dialect: [{ dialect: "oracle" }, "unknown-dialect", /"dialect"/],
  semver: [git({ ref: { semver: "x y z" } }), "invalid-git-ref", /"semver"/],
  branch: [git({ ref: { branch: "--upload-pack=id" } }), "invalid-git-ref", /"branch"/],
  program: [git({ url: "ext::sh -c id" }), "unsupported-git-url", /"url": "ext/],
  file: [git({ url: "file:///etc" }), "unsupported-git-url", /"url": "file/],
  outside: [git({ path: "../../etc" }), "source-path-outside", /"path"/],
  oci: [{ source: { oci: { url: "file:///etc" } } }, "invalid-oci-url", /"url": "file/],
};

describeKubernetes("a Database that says what cannot be", (cluster) =>
  test("is stalled, with the line of the field, and rests until somebody mends it", async () => {
    const namespace = await cluster.namespace();
    const operator = await startOperator(namespace);
    const project = new ClusterProject(namespace);
    await project.apply(...Object.entries(wrong).map(([name, [spec]]) => database(spec, name)));
    for (const [name, [, code, field]] of Object.entries(wrong)) {
      const { spec, status } = await project.until("False Invalid Stalled", name);
      expect(status?.diagnostics, name).toMatchObject([{ code, file: `Database ${namespace.name}/${name}` }]);
      // As `kubectl get -o json` spells it.
      const text = JSON.stringify({ apiVersion: "keelson.dev/v1alpha1", kind: "Database", metadata: { name }, spec }, null, 2);
      expect(text.split("\n")[Number(status?.diagnostics?.[0]?.line) - 1], name).toMatch(field);
    }
    expect(operator.lines.filter(({ level }) => level === "error")).toEqual([]);
    await operator.stop();
  }),
);
