import { describe, expect, it } from "vitest";
import { graphDot } from "../../src/report/graph-dot.ts";
import { graphMermaid } from "../../src/report/graph-mermaid.ts";
import { graphSvg, inlineGraphStyle, inlineGraphSvg } from "../../src/report/graph-svg.ts";
import { graphText } from "../../src/report/graph-text.ts";
import { graphView } from "../../src/report/graph-view.ts";
import { standingOf } from "../../src/revision/standing.ts";
import { sketch, sketchNode } from "../revision/sketch.ts";

const named = (line: string, message: string, phase: "expand" | "contract" = "expand") => sketchNode(line, { message, phase });
const graph = sketch(
  named("a", "Create users"),
  named("b [billing]: a", "Invoices"),
  named("c: a", "Phone"),
  named("m: b c", "Merge"),
  named("d: m", "Drop old column", "contract"),
  named("x > a", 'Say "no" & <go>'),
);
const standing = standingOf(graph, { heads: ["b"] });
const lines = (...text: string[]) => text.join("\n");

describe("the graph as text", () => {
  it("shows lines of history with heads, bases, labels, contract and where the database is", () => {
    expect(graphText(graphView(graph, standing), 80)).toBe(
      lines(
        "○  d  (head, contract)  Drop old column",
        "○  m  Merge",
        "├─╮",
        '│ │ ○  x  (head, base)  needs a  Say "no" & <go>',
        "│ ○  c  Phone",
        "● │  b  (current) [billing]  Invoices",
        "├─╯",
        "●  a  (base)  Create users",
        "",
        "● applied  ○ pending  ◐ partly",
      ),
    );
  });
  it("crosses lines where it must", () => {
    const crossed = sketch("a", "b: a", "c: a", "d: a", "e: b d", "f: c d");
    expect(graphText(graphView(crossed), 80)).toBe(
      lines(
        "●  f  (head)  Step f",
        "├─╮",
        "│ │ ●  e  (head)  Step e",
        "│ │ ├─╮",
        "│ ├─┼─╯",
        "│ ● │  d  Step d",
        "● │ │  c  Step c",
        "│ │ ●  b  Step b",
        "├─┴─╯",
        "●  a  (base)  Step a",
      ),
    );
  });
  it("fits the terminal, and says when there is nothing", () => {
    const long = graphText(graphView(sketch(named("a", "word ".repeat(40)))), 30);
    expect(long).toBe("●  a  (head, base)  word word…");
    expect(graphText(graphView(sketch()), 80)).toBe("There are no revisions.");
  });
});

describe("the graph as a picture", () => {
  it("is Graphviz, escaped", () => {
    const dot = graphDot(graphView(graph, standing));
    expect(dot).toContain('"a" -> "b";\n');
    expect(dot).toContain('"a" -> "x" [style=dashed, constraint=false];');
    expect(dot).toContain('"x" [label="x\\nSay \\"no\\" & <go>\\n(head, base)"');
    expect(dot).toContain('"d" [label="d\\nDrop old column\\n(head, contract)", fillcolor="#ffffff", peripheries=2];');
  });
  it("is Mermaid, whatever the ids are", () => {
    const mermaid = graphMermaid(graphView(sketch(named("end", "Finish #1"), named("a-b.c: end", "Next"))));
    expect(mermaid).toContain('  r0["end<br/>Finish &#35;1<br/>(base)"]\n  r1["a-b.c<br/>Next<br/>(head)"]\n  r0 --> r1\n');
    expect(graphMermaid(graphView(graph, standing))).toContain("class r1 current");
  });
  it("is SVG that stands on its own, with every line and word", () => {
    const svg = graphSvg(graphView(graph, standing));
    expect(svg.match(/<circle class="node/g)).toHaveLength(6);
    expect(svg.match(/<path class="line" /g)).toHaveLength(5);
    expect(svg.match(/<path class="line needs" /g)).toHaveLength(1);
    expect(svg).toContain("Say &quot;no&quot; &amp; &lt;go&gt;");
    expect(svg).not.toMatch(/NaN|undefined/);
    expect(svg).not.toMatch(/href|<script|url\(/);
    for (const word of ["head", "base", "current", "contract", "billing"]) expect(svg).toContain(`>${word}</text>`);
  });
  it("is an element of a page that brings no style of its own, and whose rules colour nothing else", () => {
    const svg = inlineGraphSvg(graphView(graph, standing));
    expect(svg).toMatch(/^<svg [^>]*class="revision-graph"/);
    expect(svg).not.toMatch(/<style|style=|class="paper"/);
    const drawn = (whole: string) => whole.slice(whole.indexOf("<path"));
    expect(drawn(svg)).toBe(drawn(graphSvg(graphView(graph, standing))));
    const selectors = [...inlineGraphStyle.matchAll(/([^{}]+)\{/g)].map(([, selector]) => selector?.trim());
    expect(selectors.filter((selector) => !/^(?:\.revision-graph\b|@media )/.test(selector ?? ""))).toEqual([]);
  });
});
