// The picture: vis-network draws what pyvis wrote, with the positions computed beforehand; its table has the same rows.

const patterns = { told: false, quoted: [7, 5], denied: [2, 4], disputed: [14, 4, 3, 4] };
const MOST_NEIGHBOURS = 60;
let network = null;
let canvas = null;
let vis_nodes = null;
let vis_edges = null;
let lastDrawn = "";

// What is drawn: entities with positions, and the lines between them that the filters let through.
function scene() {
  const ego = numbers.entity.has(state.ego) ? numbers.entity.get(state.ego) : null;
  const places = ego === null ? level() : around(ego);
  const wanted = (e) => state.type.length === 0 || state.type.includes(entities[e].type) || e === ego;
  const inside = new Map([...places].filter(([e]) => wanted(e)));
  const seen = [];
  for (const line of lines.values()) {
    if (!inside.has(line.a) || !inside.has(line.b)) continue;
    const forward = line.forward.filter((c) => passes(claims[c], "type"));
    const back = line.back.filter((c) => passes(claims[c], "type"));
    if (forward.length + back.length) seen.push({ ...line, forward, back, claims: [...new Set([...forward, ...back])] });
  }
  const ends = new Set(seen.flatMap((l) => [l.a, l.b]));
  const other = FACETS.some((key) => key !== "type" && state[key].length > 0);
  const shown_ = [...inside].filter(([e]) => ends.has(e) || (!other && ego === null) || e === ego);
  return { ego, places: new Map(shown_), lines: seen };
}

function levelSizes() {
  return data.levels.map((l) => l.length);
}

function levelIndex() {
  const chosen = levelSizes().indexOf(Number(state.nodes));
  return chosen >= 0 ? chosen : 0;
}

// The most connected entities, in the layout made for so many of them.
function level() {
  return new Map(data.levels[levelIndex()].map(([x, y], i) => [drawn.nodes[i].id, { x, y }]));
}

// An entity and its neighbours, in rings around it.
function around(ego) {
  const neighbours = new Map();
  for (const line of lines.values()) {
    if (line.a === ego || line.b === ego) neighbours.set(line.a === ego ? line.b : line.a, line.forward.length + line.back.length);
  }
  const list = [...neighbours].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_NEIGHBOURS).map(([e]) => e);
  list.sort((a, b) => entities[a].type.localeCompare(entities[b].type, "en") || a - b);
  const places = new Map([[ego, { x: 0, y: 0 }]]);
  const rings = Math.ceil(list.length / 20);
  list.forEach((e, i) => {
    const radius = (list.length <= 8 ? 190 : 250) + (i % rings) * 120 + Math.max(0, list.length - 14) * 5;
    const angle = (2 * Math.PI * i) / list.length - Math.PI / 2;
    places.set(e, { x: Math.round(radius * 1.5 * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) });
  });
  return places;
}

function colour(name) {
  const probe = document.getElementById("theme");
  const before = probe.style.color;
  probe.style.color = `var(--${name})`;
  const value = getComputedStyle(probe).color;
  probe.style.color = before;
  return value;
}

function palette() {
  const types = Object.fromEntries([...Object.keys(SHAPES), "Other"].map((t) => [t, colour(`type-${t.toLowerCase()}`)]));
  const manners = Object.fromEntries(Object.keys(MANNERS).map((m) => [m, colour(`line-${m}`)]));
  return { types, manners, ink: colour("ink"), paper: colour("paper"), faint: colour("faint") };
}

const templates = new Map(drawn.nodes.map((n) => [n.id, n]));

function nodeOf(e, place, colours, dim) {
  const tint = colours.types[kind(entities[e].type)];
  const from = templates.get(e) ?? { id: e, shape: drawn.nodes.find((n) => n.group === entities[e].type)?.shape ?? "dot", label: clip(entities[e].name, 26) };
  const { group: _, ...rest } = from;
  const size = Math.round(8 + 5 * Math.sqrt(Math.min(weight(e), 60)) * 0.6);
  const state_ = { background: tint, border: colours.ink };
  return { ...rest, ...place, label: plain(from.label), size, opacity: dim ? 0.22 : 1,
    color: { background: tint, border: colours.paper, highlight: state_, hover: state_ },
    font: { color: dim ? colours.faint : colours.ink, face: "system-ui, sans-serif", size: 15, strokeWidth: 4, strokeColor: colours.paper, vadjust: 0 } };
}

function edgeOf(line, colours, dim, labelled) {
  const how = manner(line.claims);
  const arrows = [line.forward.length ? "to" : "", line.back.length ? "from" : ""].filter(Boolean).join(", ");
  const arrow = { enabled: true, scaleFactor: 0.55 };
  return { id: line.id, from: line.a, to: line.b, claims: line.claims, manner: how,
    arrows: { to: arrows.includes("to") ? arrow : { enabled: false }, from: arrows.includes("from") ? arrow : { enabled: false } },
    dashes: patterns[how], width: Math.min(1.4 + Math.log2(line.claims.length), 5),
    color: { color: colours.manners[how], highlight: colours.manners[how], hover: colours.manners[how], opacity: dim ? 0.12 : 0.85 },
    label: labelled ? plain(lineLabel(line)) : undefined,
    font: { color: colours.ink, face: "system-ui, sans-serif", size: 12, strokeWidth: 4, strokeColor: colours.paper, align: "middle" } };
}

// "rejects, accuses +2"
function lineLabel(line) {
  const names = new Map();
  for (const c of line.claims) names.set(predicate(claims[c]), (names.get(predicate(claims[c])) ?? 0) + 1);
  const list = [...names].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([n]) => n);
  return list.slice(0, 2).join(", ") + (list.length > 2 ? ` +${list.length - 2}` : "");
}

function graphView() {
  const now = scene();
  const table = state.as === "table";
  const switch_ = el("div", { class: "switch", role: "group", "aria-label": "Show as" },
    button("Picture", () => go({ as: "" }), { "aria-pressed": String(!table) }), button("Table", () => go({ as: "table" }), { "aria-pressed": String(table) }));
  const sizes = levelSizes();
  const many = now.ego === null && sizes.length > 1 && el("label", { class: "many" }, "Show the ",
    el("select", { id: "many", onchange: (e) => go({ nodes: e.target.value }, true) }, sizes.map((n, i) => el("option", { value: String(n), selected: i === levelIndex() }, String(n)))), " most connected");
  const back = now.ego !== null && button("← Whole picture", () => go({ ego: "" }), { class: "quiet" });
  return el("div", { class: "graph" }, filterBar(), el("div", { class: "tools" }, switch_, many, back, el("p", { class: "words", id: "graph-words" }, inWords(now))),
    table ? lineTable(now) : [picture(now), legend(now)]);
}

// What is shown and what is left out.
function inWords(now) {
  const all = data.totals.entities;
  const numberOf = (n) => n.toLocaleString("en");
  if (now.ego !== null) {
    const neighbours = lineCount(now.ego);
    const cut = neighbours > MOST_NEIGHBOURS ? `, the ${MOST_NEIGHBOURS} with most claims of ${numberOf(neighbours)}` : "";
    return `Showing ${entities[now.ego].name} and ${count(now.places.size - 1, "neighbour")}${cut}.`;
  }
  const alone = all - data.picture.joined;
  const rest = now.places.size < all ? `: ${filtering() ? "of the most connected, those that pass the filters" : "the most connected"}` : "";
  const apart = alone > 0 && now.places.size + alone >= all ? ` ${count(alone, "entity stands", "entities stand")} in no claim with another.` : "";
  return `Showing ${numberOf(now.places.size)} of ${count(all, "entity", "entities")}${rest}.${apart} ${rest ? "The others are in the search box and in the table of claims." : ""}`;
}

function picture(now) {
  const holder = el("div", { class: "canvas", id: "canvas", tabindex: "0", role: "group", "aria-describedby": "graph-words",
    "aria-label": `Picture of ${count(now.places.size, "entity", "entities")} and ${count(now.lines.length, "line")} between them. The table has the same rows.` });
  const zoom = el("div", { class: "zoom" },
    button("+", () => scale(1.3), { "aria-label": "Larger", title: "Larger" }), button("−", () => scale(1 / 1.3), { "aria-label": "Smaller", title: "Smaller" }),
    button("Fit", () => network?.fit({ animation: false }), { title: "Fit the picture into the window" }), button("PNG", saveImage, { title: "Save the picture", "aria-label": "Save the picture as PNG" }));
  requestAnimationFrame(() => { if (holder.isConnected) draw(holder, now); });
  return el("div", { class: "stage" }, holder, zoom, now.places.size === 0 && el("p", { class: "empty" }, "No line passes the filters. ", button("Clear the filters", clearFilters)));
}

function scale(by) {
  network?.moveTo({ scale: network.getScale() * by, animation: false });
}

function draw(holder, now) {
  network?.destroy();
  const colours = palette();
  const near = highlighted(now);
  const labelled = now.lines.length <= 70;
  vis_nodes = new vis.DataSet([...now.places].map(([e, p]) => nodeOf(e, p, colours, near && !near.has(e))));
  vis_edges = new vis.DataSet(now.lines.map((l) => edgeOf(l, colours, near && !touches(l), labelled || (near !== null && touches(l)))));
  network = new vis.Network(holder, { nodes: vis_nodes, edges: vis_edges }, drawn.options);
  canvas = holder;
  network.on("click", (event) => clicked(event, now));
  for (const on of ["hoverNode", "hoverEdge"]) network.on(on, () => holder.classList.add("over"));
  for (const off of ["blurNode", "blurEdge"]) network.on(off, () => holder.classList.remove("over"));
  network.fit({ animation: false });
  if (network.getScale() > 1.4) network.moveTo({ scale: 1.4, animation: false });
  const chosen = selection();
  if (chosen?.kind === "entity" && now.places.has(chosen.entity)) network.selectNodes([chosen.entity]);
  if (chosen?.kind === "line" && vis_edges.get(chosen.line.id)) network.selectEdges([chosen.line.id]);
  holder.dataset.drawn = String(now.places.size);
}

// The entities that stay bright when something is selected.
function highlighted(now) {
  const chosen = selection();
  if (chosen === null || now.ego !== null) return null;
  const ends = chosen.kind === "entity" ? [chosen.entity] : chosen.kind === "line" ? [chosen.line.a, chosen.line.b] : claims[chosen.claim].about;
  if (!ends.some((e) => now.places.has(e))) return null;
  if (chosen.kind !== "entity") return new Set(ends);
  return new Set([chosen.entity, ...now.lines.filter((l) => l.a === chosen.entity || l.b === chosen.entity).flatMap((l) => [l.a, l.b])]);
}

function touches(line) {
  const chosen = selection();
  if (chosen === null) return true;
  if (chosen.kind === "entity") return line.a === chosen.entity || line.b === chosen.entity;
  if (chosen.kind === "line") return line.id === chosen.line.id;
  return line.claims.includes(chosen.claim);
}

// Colours follow the selection without a new drawing, so that the view does not jump.
function recolour() {
  if (!network || !canvas?.isConnected) return;
  const now = scene();
  const colours = palette();
  const near = highlighted(now);
  const labelled = now.lines.length <= 70;
  vis_nodes.update([...now.places].map(([e]) => nodeOf(e, {}, colours, near && !near.has(e))));
  vis_edges.update(now.lines.map((l) => ({ ...edgeOf(l, colours, near && !touches(l), true), label: labelled || (near && touches(l)) ? plain(lineLabel(l)) : " " })));
}

function clicked(event) {
  returnTo = canvas;
  if (event.nodes.length) go({ sel: `entity:${entities[event.nodes[0]].id}` });
  else if (event.edges.length) go({ sel: lineKey(lines.get(event.edges[0])) });
  else go({ sel: "" });
}

function legend(now) {
  const present = [...new Set([...now.places.keys()].map((e) => entities[e].type).concat(state.type))].sort();
  const types = present.map((t) => button([mark(t), t], () => toggle("type", t), { class: "key", "aria-pressed": String(state.type.includes(t)) }));
  const used = new Set(now.lines.map((l) => manner(l.claims)));
  const manners = Object.entries(MANNERS).filter(([m]) => used.has(m)).map(([m, words]) => el("li", {}, sampleLine(m), words));
  return el("div", { class: "legend" },
    el("div", { role: "group", "aria-label": "Types of entities, press to filter" }, types),
    el("ul", { "aria-label": "Lines" }, manners));
}

function sampleLine(how) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 36 8");
  svg.setAttribute("class", `sample ${how}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M0 4h36");
  if (patterns[how]) path.setAttribute("stroke-dasharray", patterns[how].join(" "));
  svg.append(path);
  return svg;
}

function saveImage() {
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

function lineTable(now) {
  const rows = now.lines.map((l) => ({ line: l, from: entities[l.forward.length ? l.a : l.b], to: entities[l.forward.length ? l.b : l.a] }));
  return table("lines", "The lines of the picture", rows, [
    { key: "from", title: "From", text: (r) => r.from.name, cell: (r) => [mark(r.from.type), r.from.name] },
    { key: "how", title: "Relation", text: (r) => lineLabel(r.line), opens: (r) => lineKey(r.line) },
    { key: "to", title: "To", text: (r) => r.to.name, cell: (r) => [mark(r.to.type), r.to.name] },
    { key: "manner", title: "How it is told", text: (r) => MANNERS[manner(r.line.claims)] },
    { key: "claims", title: "Claims", number: (r) => r.line.claims.length },
    { key: "documents", title: "Documents", number: (r) => new Set(r.line.claims.flatMap((c) => claims[c].documents)).size },
  ]);
}
