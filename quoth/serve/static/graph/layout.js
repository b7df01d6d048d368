// Asks the worker for places and communities. Called by `explorer`.

const WORKER = "/static/graph/worker.js";

// The only address that a script of this page can be loaded from by name.
const policy = window.trustedTypes?.createPolicy("quoth-layout", { createScriptURL: () => WORKER });
const waiting = new Map();
let worker = null;
let number = 0;

function started() {
  if (worker === null) {
    worker = new Worker(policy ? policy.createScriptURL(WORKER) : WORKER, { type: "module" });
    worker.addEventListener("message", ({ data }) => {
      waiting.get(data.number)?.resolve(data.answer);
      waiting.delete(data.number);
    });
    worker.addEventListener("error", () => {
      for (const { reject } of waiting.values()) reject(new Error("the layout stopped"));
      waiting.clear();
    });
  }
  return worker;
}

function ask(kind, question) {
  number += 1;
  const answer = new Promise((resolve, reject) => waiting.set(number, { resolve, reject }));
  started().postMessage({ number, kind, ...question });
  return answer;
}

function indexed(nodes, edges) {
  const at = new Map([...nodes.keys()].map((key, index) => [key, index]));
  const lines = [...edges.values()].filter((edge) => at.has(edge.from) && at.has(edge.to));
  return { count: at.size, lines: Int32Array.from(lines.flatMap((edge) => [at.get(edge.from), at.get(edge.to), edge.claims])) };
}

// A number of a community for each of the nodes.
export const communities = (nodes, edges) => ask("communities", indexed(nodes, edges));

// The place [x, y] of each node; those that all have one in `known` are only packed more closely.
export async function places(nodes, edges, known) {
  const start = Float32Array.from(known ? [...nodes.keys()].flatMap((key) => known.get(key)) : []);
  const sizes = Float32Array.from([...nodes.values()].map((node) => node.size));
  const found = await ask("places", { ...indexed(nodes, edges), start, sizes });
  return new Map([...nodes.keys()].map((key, index) => [key, [found[2 * index], found[2 * index + 1]]]));
}
