// vis-network draws what pyvis wrote, with the positions computed beforehand; mouse and keys on the picture.

let network = null;
let canvas = null;
let vis_nodes = null;
let vis_edges = null;

function scale(by) {
  network?.moveTo({ scale: network.getScale() * by, animation: false });
  repaint();
}

function fit() {
  network.fit({ animation: false });
  network.moveTo({ scale: Math.min(1.4, network.getScale() * 0.93), animation: false });
  repaint();
}

function draw(holder, now) {
  network?.destroy();
  vis_nodes = new vis.DataSet([...now.places].map(([id, p]) => ({ id, ...p, label: "" })));
  vis_edges = new vis.DataSet(now.lines.map((l) => ({ id: l.id, from: l.a, to: l.b })));
  network = new vis.Network(holder, { nodes: vis_nodes, edges: vis_edges }, drawn.options);
  canvas = holder;
  network.on("click", clicked);
  network.on("zoom", repaint);
  for (const on of ["hoverNode", "hoverEdge"]) network.on(on, () => holder.classList.add("over"));
  for (const off of ["blurNode", "blurEdge"]) network.on(off, () => holder.classList.remove("over"));
  fit();
  paint(now);
  const chosen = selection();
  if (chosen?.kind === "entity" && now.places.has(chosen.entity)) network.selectNodes([chosen.entity]);
  if (chosen?.kind === "line" && vis_edges.get(chosen.line.id)) network.selectEdges([chosen.line.id]);
  holder.dataset.drawn = String(now.places.size);
}

// Colours, sizes and names follow selection, theme and scale without a new drawing, so that the view does not jump.
function paint(now) {
  const zoom = network.getScale();
  const { x, y } = network.getViewPosition();
  canvas.dataset.view = [zoom, x, y].map((n) => n.toFixed(4)).join(" ");
  const colours = palette();
  const near = highlighted(now);
  const named = roomFor(now.places, near, zoom);
  const lit = now.lines.filter((l) => near === null || touches(l));
  const labelled = new Set(lit.length <= FEW_LINES ? lit.filter((l) => fits(l, now.places, zoom)) : []);
  vis_nodes.update([...now.places.keys()].map((e) => nodeOf(e, colours, near && !near.has(e), named.has(e), zoom)));
  vis_edges.update(now.lines.map((l) => edgeOf(l, colours, near && !touches(l), labelled.has(l), zoom)));
}

function recolour() {
  if (network && canvas?.isConnected) paint(scene());
}

let waiting = 0;

function repaint() {
  clearTimeout(waiting);
  waiting = setTimeout(recolour, 90);
}

function clicked(event) {
  returnTo = canvas;
  if (event.nodes.length) go({ sel: `entity:${entities[event.nodes[0]].id}` });
  else if (event.edges.length) go({ sel: lineKey(lines.get(event.edges[0])) });
  else go({ sel: "" });
}

// Arrow keys go to the next entity in their direction, Enter opens it, + - 0 change the size.
function canvasKeys(event) {
  const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  if (!network || event.ctrlKey || event.metaKey || event.altKey) return;
  if (Object.hasOwn(ways, event.key)) stepTo(nextNode(...ways[event.key]));
  else if (event.key === "Enter" && network.getSelectedNodes().length) clicked({ nodes: network.getSelectedNodes(), edges: [] });
  else if (event.key === "+" || event.key === "=") scale(1.3);
  else if (event.key === "-") scale(1 / 1.3);
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// The nearest node in a direction; what lies off to the side counts as further away.
function nextNode(x, y) {
  const places = network.getPositions();
  const ids = Object.keys(places).map(Number);
  const here = network.getSelectedNodes()[0];
  if (here === undefined) return ids[0];
  const away = (id) => {
    const [dx, dy] = [places[id].x - places[here].x, places[id].y - places[here].y];
    const along = dx * x + dy * y;
    return along > 0 ? along + 2 * Math.abs(dx * y - dy * x) : Infinity;
  };
  return ids.filter((id) => id !== here && away(id) < Infinity).sort((a, b) => away(a) - away(b))[0] ?? here;
}

function stepTo(id) {
  if (id === undefined) return;
  network.selectNodes([id]);
  const at = network.canvasToDOM(network.getPositions([id])[id]);
  if (at.x < 40 || at.y < 40 || at.x > canvas.clientWidth - 40 || at.y > canvas.clientHeight - 40) network.moveTo({ position: network.getPositions([id])[id], animation: false });
  say(`${entities[id].name}, ${entities[id].type}, ${count(weight(id), "claim")} about it. Enter opens it.`);
}
