// Places and communities, computed beside the page so that it never stands still. No clock and no chance: the same part of the graph
// gets the same places.
//
// Sources: M. Jacomy and others, "ForceAtlas2", PLoS ONE 9, 2014; V. Blondel and others, "Fast unfolding of communities in large
// networks", J. Stat. Mech. 2008.

import { Graph, iterate, louvain } from "../vendored/layout.js";
import { packed } from "./packing.js";

const FIELDS = 10; // of a node in the matrix of ForceAtlas2: x, y, 4 of movement, mass, convergence, size, fixed
const GOLDEN = 2.399963229728653; // radians
const SEED = 20011;
const MASS = 6;
const OPTIONS = {
  linLogMode: false,
  outboundAttractionDistribution: false,
  adjustSizes: false,
  edgeWeightInfluence: 1,
  scalingRatio: 10,
  strongGravityMode: true,
  gravity: 0.05,
  barnesHutTheta: 0.6,
};

self.addEventListener("message", ({ data }) => {
  const answer = data.kind === "communities" ? communities(data) : places(data);
  self.postMessage({ number: data.number, answer }, [answer.buffer]);
});

function rounds(count) {
  if (count <= 500) return 600;
  if (count <= 2000) return 300;
  return count <= 8000 ? 120 : 60;
}

function places({ count, lines, start, sizes }) {
  if (start.length > 0) return packed(start, lines);
  const nodes = matrix(count, sizes);
  const edges = new Float32Array(lines.length);
  for (let i = 0; i < lines.length; i += 3) {
    const [from, to] = [lines[i] * FIELDS, lines[i + 1] * FIELDS];
    edges.set([from, to, 1 + Math.log2(lines[i + 2])], i);
    nodes[from + MASS] += 1;
    nodes[to + MASS] += 1;
  }
  const options = { ...OPTIONS, slowDown: 1 + Math.log(count + 1), barnesHutOptimize: count > 500 };
  for (let round = 0; round < rounds(count); round++) iterate(options, nodes, edges);
  return packed(Float32Array.from({ length: count * 2 }, (_, i) => nodes[(i >> 1) * FIELDS + (i & 1)]), lines);
}

// All nodes on a sunflower.
function matrix(count, sizes) {
  const nodes = new Float32Array(count * FIELDS);
  for (let i = 0; i < count; i++) {
    const radius = 10 * Math.sqrt(i + 0.5);
    nodes.set([radius * Math.cos(GOLDEN * i), radius * Math.sin(GOLDEN * i), 0, 0, 0, 0, 1, 1, sizes[i], 0], i * FIELDS);
  }
  return nodes;
}

function communities({ count, lines }) {
  const graph = new Graph({ type: "undirected", multi: false });
  for (let i = 0; i < count; i++) graph.addNode(i);
  for (let i = 0; i < lines.length; i += 3) {
    if (!graph.hasEdge(lines[i], lines[i + 1])) graph.addEdge(lines[i], lines[i + 1], { weight: 1 + Math.log2(lines[i + 2]) });
  }
  if (graph.size === 0) return Int32Array.from({ length: count }, (_, i) => i);
  const found = louvain(graph, { getEdgeWeight: "weight", rng: sequence(SEED) });
  return Int32Array.from({ length: count }, (_, i) => found[i]);
}

// Numbers from 0 to 1, always the same ones (the generator known as mulberry32).
function sequence(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
