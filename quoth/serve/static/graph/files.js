// What is shown as a file: a drawing (SVG, PNG), a table (CSV), a network for other programs (GraphML, GEXF). Called by `explorer`.
//
// Source: U. Brandes and others, "GraphML Progress Report", Graph Drawing 2001; GEXF 1.3 Primer, gexf.net.

import { flat } from "./dom.js";

const SCALE = 2; // pixels of a PNG for one of the screen
const FORMULA = /^[=+\-@\t\r]/;

const escaped = (words) => flat(String(words)).replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

export function save(name, type, ...content) {
  const address = URL.createObjectURL(new Blob(content, { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// The picture as it stands, as an SVG.
export function svg(stage, title) {
  const { sigma, graph, theme, labels } = stage;
  const { width, height } = sigma.getDimensions();
  const at = (key) => sigma.graphToViewport(graph.getNodeAttributes(key));
  const fixed = (value) => value.toFixed(1);
  const lines = graph.filterEdges((_, __, from, to) => !hidden(stage, from) && !hidden(stage, to)).map((key) => {
    const [a, b] = graph.extremities(key).map(at);
    const { color, size } = sigma.getEdgeDisplayData(key);
    return `<line x1="${fixed(a.x)}" y1="${fixed(a.y)}" x2="${fixed(b.x)}" y2="${fixed(b.y)}" stroke="${color}" stroke-width="${fixed(sigma.scaleSize(size))}"/>`;
  });
  const nodes = graph.filterNodes((key) => !hidden(stage, key)).map((key) => {
    const { x, y } = at(key);
    const { color, size, label, highlighted } = sigma.getNodeDisplayData(key);
    const radius = sigma.scaleSize(size);
    const named = highlighted ? [x, y + radius + 14] : labels.placed.get(key);
    const words = named ? `<text x="${fixed(named[0])}" y="${fixed(named[1])}">${escaped(label)}</text>` : "";
    return `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius)}" fill="${color}"/>${words}`;
  });
  const style = `font-family="sans-serif" font-size="13" text-anchor="middle" fill="${theme.ink}" paint-order="stroke" stroke-linejoin="round"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escaped(title)}</title><desc>What sources say, not what is so.</desc>`,
    `<rect width="100%" height="100%" fill="${theme.surface}"/>`,
    `<g>${lines.join("")}</g>`,
    `<g ${style}>${nodes.join("").replaceAll("<text ", `<text stroke="${theme.surface}" stroke-width="3" `)}</g></svg>\n`,
  ].join("\n");
}

const hidden = (stage, key) => stage.hidden.has(stage.graph.getNodeAttribute(key, "kind"));

export async function png(stage, title) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg(stage, title))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * SCALE;
  canvas.height = image.height * SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve));
}

// Values that a spreadsheet would take for formulas are quoted. Lines end as in RFC 4180.
export function csv({ nodes, edges }) {
  const rows = [...edges.values()].map(({ from, to, claims }) => {
    const [a, b] = [nodes.get(from), nodes.get(to)];
    return [a.id, a.name, a.type, b.id, b.name, b.type, claims];
  });
  const cell = (value) => `"${String(value).replace(FORMULA, "'$&").replaceAll('"', '""')}"`;
  return [["from", "from_name", "from_type", "to", "to_name", "to_type", "claims"], ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

export function graphml({ nodes, edges }) {
  const key = (id, on, type) => `<key id="${id}" for="${on}" attr.name="${id}" attr.type="${type}"/>`;
  const data = (id, value) => `<data key="${id}">${escaped(value)}</data>`;
  const node = ({ id, name, type }) => `<node id="${escaped(id)}">${data("label", name)}${data("type", type)}</node>`;
  const edge = ({ from, to, claims }) => `<edge source="${escaped(from)}" target="${escaped(to)}">${data("claims", claims)}${data("weight", claims)}</edge>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    key("label", "node", "string") + key("type", "node", "string") + key("claims", "edge", "int") + key("weight", "edge", "double"),
    '<graph edgedefault="undirected">',
    ...[...nodes.values()].map(node),
    ...[...edges.values()].map(edge),
    "</graph></graphml>\n",
  ].join("\n");
}

// With the places that the nodes have in the picture.
export function gexf({ nodes, edges }, at) {
  const node = ({ key, id, name, type }) => {
    const [x, y] = at.get(key);
    const place = `<viz:position x="${x.toFixed(2)}" y="${y.toFixed(2)}" z="0"/>`;
    return `<node id="${escaped(id)}" label="${escaped(name)}"><attvalues><attvalue for="type" value="${escaped(type)}"/></attvalues>${place}</node>`;
  };
  const edge = ({ from, to, claims }, number) => `<edge id="${number}" source="${escaped(from)}" target="${escaped(to)}" weight="${claims}"/>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
    "<meta><description>What sources say, not what is so.</description></meta>",
    '<graph defaultedgetype="undirected"><attributes class="node"><attribute id="type" title="type" type="string"/></attributes>',
    `<nodes>${[...nodes.values()].map(node).join("\n")}</nodes>`,
    `<edges>${[...edges.values()].map(edge).join("\n")}</edges>`,
    "</graph></gexf>\n",
  ].join("\n");
}
