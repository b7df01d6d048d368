// The table below the picture, and the sentence above it: the same as the picture shows, in words. Called by `explorer`.

import { counted, link, make } from "./dom.js";
import { entity } from "./passages.js";

const ROWS = 1000; // that are added at once
const number = (count) => count.toLocaleString("en");

// A row for each line; many are shown in steps. `page` is what the rows lead back to: its filters and facets, and open(number).
export function table(host, { nodes, edges }, page) {
  const lines = [...edges.values()].sort((a, b) => b.claims - a.claims || (a.key < b.key ? -1 : 1));
  const body = host.querySelector("tbody");
  const further = make("button", { type: "button", class: "further", click: () => more() });
  let shown = 0;

  function more() {
    body.append(...lines.slice(shown, shown + ROWS).map((edge) => row(edge, nodes, page)));
    shown = Math.min(shown + ROWS, lines.length);
    const count = shown < lines.length ? `${number(shown)} of ${counted(lines.length, "line")}` : counted(lines.length, "line");
    const said = `${count} as in the picture, those with most claims first`;
    host.querySelector("caption").textContent = said;
    host.querySelector("[role=region]").setAttribute("aria-label", said);
    further.textContent = `The next ${number(Math.min(ROWS, lines.length - shown))} lines`;
    further.hidden = shown === lines.length;
  }

  body.replaceChildren();
  host.querySelectorAll(".further, nav").forEach((old) => old.remove());
  host.append(further);
  more();
}

function row(edge, nodes, { filters, facets, open }) {
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
  const plain = from.type !== "Community" && to.type !== "Community";
  const sentences = plain ? link("the sentences", "/claims", { ...facets, about: from.id, with: to.id }) : "";
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
  const as = groups.length ? `; ${number(within)} of them stand in ${counted(groups.length, "community")}, which open when followed` : "";
  const left = part.missing ? `; ${counted(part.missing, "line")} with fewer claims left out` : "";
  return `showing ${number(known)} of ${counted(Math.max(part.total, known), "entity")}${more}: ${rule}${as}${left}. A line is what claims say of the two: follow it to their sentences.`;
}
