/** One value of a metric. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
  /** Of a histogram: `_bucket`, `_sum` or `_count`. */
  readonly suffix?: string;
}

/** A metric as Prometheus reads it. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly samples: readonly Sample[];
}

export const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({ name, help, type: "gauge", samples });

/** Labels as text, each made once: those of one Database stand at a dozen metrics. */
type LabelTexts = Map<Sample["labels"], string>;

/** The text form of metrics, version 0.0.4. */
export function renderMetrics(metrics: readonly Metric[]): string {
  const texts: LabelTexts = new Map();
  return metrics.map((metric) => render(metric, texts)).join("");
}

function render({ name, help, type, samples }: Metric, texts: LabelTexts): string {
  const lines = samples.map(({ labels, value, suffix = "" }) => {
    const text = texts.get(labels) ?? renderLabels(labels);
    texts.set(labels, text);
    return `${name}${suffix}${text} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

function renderLabels(labels: Sample["labels"] = {}): string {
  const pairs = Object.entries(labels).map(
    ([label, value]) => `${label}="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`,
  );
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
