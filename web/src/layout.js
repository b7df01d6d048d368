// What the worker of the graph page computes with.
export { default as Graph } from "graphology";
export { default as louvain } from "graphology-communities-louvain";
export { default as iterate } from "graphology-layout-forceatlas2/iterate.js";
