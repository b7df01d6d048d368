// The graph page: takes the place of the drawing that the server made, once it can show more than that. The page works without.

import { address, make } from "./dom.js";
import { Explorer } from "./explorer.js";

const host = document.getElementById("graph");

// Without a canvas for three dimensions the drawing of the server stays.
const able = () => Boolean(document.createElement("canvas").getContext("webgl2"));

async function begin() {
  const response = await fetch(host.dataset.source);
  if (!response.ok) throw new Error(`the network did not come: ${response.status}`);
  const answer = await response.json();
  if (answer.nodes.length > 0) await new Explorer(host, answer).begin();
}

if (host && able()) {
  begin().catch((error) => {
    host.append(make("p", { role: "alert" }, `The picture could not be drawn (${error.message}); the table below has its lines.`));
    throw error;
  });
} else if (host?.querySelector("svg") === null) {
  host.append(make("p", {}, "This browser has no WebGL, which drawing so many needs. ", make("a", { href: address("/graph", { limit: 300 }) }, "Draw 300"), "."));
}
