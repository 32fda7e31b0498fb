import { instance } from "@viz-js/viz";

// A process of its own: takes a graph in DOT, gives it as SVG, and is ended by who asked. What goes wrong ends it at once.
process.once("message", (dot: string) => {
  void instance().then((graphviz) => process.send?.(graphviz.renderString(dot, { format: "svg_inline" })));
});
