// The table below the picture, and the sentence above it: the same as the picture shows, in words. Called by `start`.

import { link, make } from "./dom.js";
import { entity } from "./passages.js";

const ROWS = 1000;
const number = (count) => count.toLocaleString("en");

export function table(host, { nodes, edges }, filters, open) {
  const rows = [...edges.values()].sort((a, b) => b.claims - a.claims || (a.key < b.key ? -1 : 1));
  const body = host.querySelector("tbody");
  body.replaceChildren(...rows.slice(0, ROWS).map((edge) => row(edge, nodes, filters, open)));
  const cut = rows.length > ROWS ? `; the first ${number(ROWS)} as rows` : "";
  const said = `${number(rows.length)} lines as in the picture, those with most claims first${cut}`;
  host.querySelector("caption").textContent = said;
  host.querySelector("[role=region]").setAttribute("aria-label", said);
}

function row(edge, nodes, filters, open) {
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
  const plain = from.type !== "Community" && to.type !== "Community";
  const sentences = plain ? link("the sentences", "/claims", { about: from.id, with: to.id }) : "";
  const around = to.type === "Community" ? "" : link("around it", "/graph", { ...filters, about: to.id });
  return make("tr", {}, [named(from, open), named(to, open), number(edge.claims), sentences, around].map((cell) => make("td", {}, cell)));
}

function named(node, open) {
  if (node.type !== "Community") return entity(node);
  return make("button", { type: "button", click: () => open(node.group) }, node.name);
}

// "showing 300 of 8,214 entities", and in what form.
export function sentence(part, nodes, rule) {
  const known = part.nodes.size;
  const more = part.added ? `, ${number(part.added)} of them added` : "";
  const groups = [...nodes.values()].filter((node) => node.type === "Community");
  const within = groups.reduce((sum, node) => sum + node.members, 0);
  const as = groups.length ? `; ${number(within)} of them stand in ${number(groups.length)} communities, which open when followed` : "";
  return `showing ${number(known)} of ${number(Math.max(part.total, known))} entities${more}: ${rule}${as}. A line is what claims say of the two: follow it to their sentences.`;
}
