// What is shown, as files: rows as CSV, the picture as PNG and SVG.

// Values that a spreadsheet would take for formulas are quoted with an apostrophe. Lines end as in RFC 4180, and there is no byte
// order mark, as in the files that the commands write.
function saveRows(name, rows, columns) {
  const safe = (v) => `"${(/^[=+\-@\t\r]/.test(v) ? `'${v}` : v).replaceAll('"', '""')}"`;
  const line = (values) => values.map((v) => safe(String(v))).join(",");
  const text = [line(columns.map((c) => c.title)), ...rows.map((r) => line(columns.map((c) => (c.number ? c.number(r) : c.text(r)))))].join("\r\n");
  save(new Blob([text, "\r\n"], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
}

function save(blob, name) {
  const where = URL.createObjectURL(blob);
  el("a", { href: where, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(where), 10000);
}

function savePng() {
  const source = canvas?.querySelector("canvas");
  if (!source) return;
  const copy = document.createElement("canvas");
  copy.width = source.width;
  copy.height = source.height;
  const pen = copy.getContext("2d");
  pen.fillStyle = colour("paper");
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(source, 0, 0);
  copy.toBlob((blob) => blob && save(blob, "graph.png"));
}

function shape(name, attributes, text = null) {
  const made = document.createElementNS(SVG, name);
  for (const [k, v] of Object.entries(attributes)) if (v !== null && v !== undefined) made.setAttribute(k, plain(v));
  if (text !== null) made.textContent = plain(text);
  return made;
}

// The whole picture, with the names, as it is drawn now.
function saveSvg() {
  if (!vis_nodes || !vis_nodes.length) return;
  const places = network.getPositions();
  const spots = Object.values(places);
  const [left, top] = [Math.min(...spots.map((p) => p.x)) - 130, Math.min(...spots.map((p) => p.y)) - 60];
  const [wide, high] = [Math.max(...spots.map((p) => p.x)) + 130 - left, Math.max(...spots.map((p) => p.y)) + 80 - top];
  const root = shape("svg", { xmlns: SVG, viewBox: `${left} ${top} ${wide} ${high}`, width: wide, height: high, "font-family": "system-ui, sans-serif" });
  root.append(shape("title", {}, data.title), shape("rect", { x: left, y: top, width: wide, height: high, fill: colour("paper") }));
  vis_edges.forEach((edge) => root.append(...svgEdge(edge, places)));
  vis_nodes.forEach((node) => root.append(...svgNode(node, places[node.id])));
  save(new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" }), "graph.svg");
}

function svgEdge(edge, places) {
  const [a, b] = [places[edge.from], places[edge.to]];
  const drawn_ = shape("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: edge.color.color, "stroke-width": edge.width, "stroke-opacity": edge.color.opacity,
    "stroke-dasharray": Array.isArray(edge.dashes) ? edge.dashes.join(" ") : null });
  drawn_.append(shape("title", {}, `${entities[edge.from].name}, ${entities[edge.to].name}: ${edge.words}`));
  const heads = [[edge.arrows.to.enabled, a, b, edge.to], [edge.arrows.from.enabled, b, a, edge.from]].filter(([on]) => on);
  return [drawn_, ...heads.map(([, from, to, end]) => arrowHead(from, to, vis_nodes.get(end).size, edge.color)),
    ...(edge.label?.trim() ? [svgLabel(edge.label, (a.x + b.x) / 2, (a.y + b.y) / 2, 12)] : [])];
}

function arrowHead(from, to, off, color) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const [tipX, tipY] = [to.x - x * off, to.y - y * off];
  const at = (back, aside) => `${(tipX - x * back - y * aside).toFixed(1)},${(tipY - y * back + x * aside).toFixed(1)}`;
  return shape("polygon", { points: `${at(0, 0)} ${at(9, 4)} ${at(9, -4)}`, fill: color.color, "fill-opacity": color.opacity });
}

function svgNode(node, { x, y }) {
  const size = node.size / (entities[node.id].type === "Event" ? 9 : 7);
  const path = shape("path", { d: SHAPES[kind(entities[node.id].type)] ?? SHAPES.Person, fill: node.color.background, "fill-opacity": node.opacity,
    transform: `translate(${x - 8 * size} ${y - 8 * size}) scale(${size})` });
  return [path, svgLabel(labelOf(node.id), x, y + node.size + 16, 15)];
}

function svgLabel(text, x, y, size) {
  return shape("text", { x, y, "font-size": size, "text-anchor": "middle", fill: colour("ink"), stroke: colour("paper"), "stroke-width": 4, "paint-order": "stroke" }, text);
}
