// The view of the graph: the picture with its legend, and the table with the same rows.

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

function picture(now) {
  const holder = el("div", { class: "canvas", id: "canvas", tabindex: "0", role: "application", onkeydown: canvasKeys, "aria-describedby": "graph-words",
    "aria-label": `Picture of ${count(now.places.size, "entity", "entities")} and ${count(now.lines.length, "line")} between them. Arrow keys go from entity to entity, Enter opens one; the table has the same rows.` });
  const zoom = el("div", { class: "zoom" },
    button("+", () => scale(1.3), { "aria-label": "Larger", title: "Larger" }), button("−", () => scale(1 / 1.3), { "aria-label": "Smaller", title: "Smaller" }),
    button("Fit", fit, { title: "Fit the picture into the window" }), button("PNG", savePng, { title: "Save what the window shows as PNG", "aria-label": "Save the picture as PNG" }),
    button("SVG", saveSvg, { title: "Save the whole picture as SVG", "aria-label": "Save the picture as SVG" }));
  requestAnimationFrame(() => { if (holder.isConnected) draw(holder, now); });
  return el("div", { class: "stage" }, holder, zoom, now.places.size === 0 && el("p", { class: "empty" }, "No line passes the filters. ", button("Clear the filters", clearFilters)));
}

function legend(now) {
  const present = [...new Set([...now.places.keys()].map((e) => entities[e].type).concat(state.type))].sort();
  const types = present.map((t) => button([mark(t), t], () => toggle("type", t), { class: "key", "aria-pressed": String(state.type.includes(t)), "data-focus": `type-${t}` }));
  const used = new Set(now.lines.map((l) => manner(l.claims)).concat(state.manner));
  const manners = Object.entries(MANNERS).filter(([m]) => used.has(m)).map(([m, words]) =>
    button([sampleLine(m), words], () => toggle("manner", m), { class: "key", "aria-pressed": String(state.manner.includes(m)), "data-focus": `manner-${m}` }));
  return el("div", { class: "legend" },
    el("div", { role: "group", "aria-label": "Types of entities, press to filter" }, types),
    el("div", { role: "group", "aria-label": "Kinds of lines, press to filter" }, manners));
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
