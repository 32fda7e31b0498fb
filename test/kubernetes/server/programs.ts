/** What the tests against a Kubernetes API server run, and the Go module below `go/` that names the exact version of each and of all it is built from. */
export interface GoModule {
  readonly folder: string;
  /** Program to package. */
  readonly programs: Readonly<Record<string, string>>;
  readonly linkerFlags: readonly string[];
}

const kubernetesVersion = { gitVersion: "v1.36.4", gitMajor: "1", gitMinor: "36", gitTreeState: "clean" };

/** Without them `/version` is nonsense, and kubectl and the API server take each other for a hundred versions apart. */
const versionFlags = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((variables) =>
  Object.entries(kubernetesVersion).map(([name, value]) => `-X ${variables}.${name}=${value}`),
);

export const programNames = ["kube-apiserver", "kube-controller-manager", "kubectl", "etcd", "helm", "kstatus", "health"] as const;
export type ProgramName = (typeof programNames)[number];

export const goModules: readonly GoModule[] = [
  {
    folder: "kubernetes",
    programs: {
      "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
      "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
      kubectl: "k8s.io/kubernetes/cmd/kubectl",
    },
    linkerFlags: versionFlags,
  },
  { folder: "etcd", programs: { etcd: "go.etcd.io/etcd/server/v3" }, linkerFlags: [] },
  { folder: "helm", programs: { helm: "helm.sh/helm/v4/cmd/helm" }, linkerFlags: [] },
  { folder: "kstatus", programs: { kstatus: "." }, linkerFlags: [] },
  { folder: "health", programs: { health: "." }, linkerFlags: [] },
];
