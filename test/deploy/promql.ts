import { parser } from "@prometheus-io/lezer-promql";

/** What a query asks for. */
export interface Asked {
  readonly metrics: readonly string[];
  /** Labels that it selects or groups by. */
  readonly labels: readonly string[];
}

/** Reads a query by Prometheus' own grammar. @throws where it is none */
export function readQuery(query: string): Asked {
  const [metrics, labels] = [new Set<string>(), new Set<string>()];
  parser.parse(query).iterate({
    enter({ type, name, from, to }) {
      const text = query.slice(from, to);
      if (type.isError) throw new Error(`no PromQL: ${query.slice(0, from)}⚠${query.slice(from)}`);
      if (name === "Identifier") metrics.add(text);
      if (name === "LabelName") labels.add(text);
    },
  });
  return { metrics: [...metrics], labels: [...labels] };
}
