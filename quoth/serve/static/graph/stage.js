// The picture: nodes and lines on a canvas, what is lit, what lies under the pointer, and the camera. Called by `explorer`.

import { Graph, Sigma } from "../vendored/graph.js";
import { label, Labels } from "./labels.js";
import { calm, faded, onChange, theme } from "./theme.js";

const NEAR = 8; // pixels between the pointer and a line that is meant
const ROOMY = 560; // pixels of a picture, below which nodes are drawn smaller
const HOVERED = 4000; // with more lines they are looked for on a click only

export class Stage {
  // `when` has: node(key), edge(key), nothing(), moved(), lit(key)
  constructor(host, when) {
    this.host = host;
    this.when = when;
    this.theme = theme(host);
    this.graph = new Graph({ type: "undirected", multi: false });
    this.hidden = new Set();
    this.scale = 1;
    this.lit = null; // under the pointer or the keyboard
    this.chosen = null; // whose claims are open
    this.order = []; // keys, the largest node first
    this.sigma = new Sigma(this.graph, host, this.settings());
    this.labels = new Labels(this);
    this.listen();
  }

  settings() {
    const moved = calm() ? 1 : 200;
    return {
      allowInvalidContainer: true,
      zIndex: true,
      stagePadding: 40,
      minCameraRatio: 0.02,
      maxCameraRatio: 4,
      zoomDuration: moved,
      doubleClickZoomingDuration: moved,
      inertiaDuration: moved,
      labelFont: this.theme.font,
      labelSize: 13,
      renderLabels: false,
      minEdgeThickness: 0.8,
      nodeReducer: (key, data) => this.drawnNode(key, data),
      edgeReducer: (key, data) => this.drawnEdge(key, data),
      defaultDrawNodeHover: (context, data, settings) => this.plate(context, data, settings),
    };
  }

  listen() {
    this.sigma.on("enterNode", ({ node }) => this.light(node));
    this.sigma.on("leaveNode", () => this.light(null));
    this.sigma.on("clickNode", ({ node }) => this.when.node(node));
    this.sigma.on("clickStage", ({ event }) => {
      const edge = this.edgeAt(event.x, event.y);
      if (edge) this.when.edge(edge);
      else this.when.nothing();
    });
    this.sigma.getCamera().on("updated", () => this.when.moved());
    this.host.addEventListener("pointermove", (event) => this.pointed(event));
    this.host.addEventListener("pointerleave", () => this.light(null));
    new ResizeObserver(() => this.fit()).observe(this.host);
    onChange(() => {
      this.theme = theme(this.host);
      this.sigma.refresh();
    });
  }

  // Smaller nodes for a smaller picture.
  fit() {
    const { clientWidth, clientHeight } = this.host;
    this.scale = Math.min(1, Math.max(0.6, Math.min(clientWidth, clientHeight) / ROOMY));
    this.sigma.resize().refresh({ skipIndexation: true });
  }

  // Other nodes and lines; `places` has x and y of each key.
  show({ nodes, edges }, places) {
    const most = Math.max(1, ...[...edges.values()].map((edge) => edge.claims));
    const thin = edges.size > 2000 ? 0.8 : 1.7;
    this.crowd = Math.min(0.8, 0.25 * Math.log10(1 + edges.size / 50));
    this.graph.clear();
    for (const [key, node] of nodes) {
      const [x, y] = places.get(key);
      this.graph.addNode(key, { x, y, size: node.size, label: label(node), kind: node.type });
    }
    for (const [key, edge] of edges) {
      if (!this.graph.hasEdge(edge.from, edge.to)) {
        const strong = Math.sqrt((edge.claims - 1) / most);
        this.graph.addEdgeWithKey(key, edge.from, edge.to, { size: thin + 3 * strong, strong });
      }
    }
    this.lit = this.graph.hasNode(this.lit) ? this.lit : null;
    this.order = this.graph.nodes().sort((a, b) => this.graph.getNodeAttribute(b, "size") - this.graph.getNodeAttribute(a, "size"));
    this.sigma.setSetting("hideEdgesOnMove", edges.size > 5000);
    this.sigma.refresh();
  }

  hide(types) {
    this.hidden = types;
    this.sigma.refresh({ skipIndexation: true });
  }

  choose(key) {
    this.chosen = key;
    this.gather();
  }

  light(key) {
    if (key === this.lit) return;
    this.lit = key;
    this.gather();
    this.when.lit(key);
  }

  // What stays bright: a node with its neighbours, or a line with its ends.
  gather() {
    const centre = [this.lit, this.chosen].find((key) => key && (this.graph.hasNode(key) || this.graph.hasEdge(key)));
    this.centre = centre ?? null;
    this.bright = null;
    if (centre) {
      const beside = this.graph.hasNode(centre) ? this.graph.neighbors(centre) : this.graph.extremities(centre);
      this.bright = new Set([centre, ...beside]);
    }
    this.sigma.refresh({ skipIndexation: true });
    this.host.style.cursor = this.lit ? "pointer" : "";
  }

  drawnNode(key, { size, ...given }) {
    const data = { ...given, size: size * this.scale };
    const colour = this.theme.kind(data.kind);
    if (this.hidden.has(data.kind)) return { ...data, hidden: true };
    if (!this.bright) return { ...data, color: colour };
    if (!this.bright.has(key)) return { ...data, color: faded(colour, this.theme.surface, 0.8), label: null, zIndex: 0 };
    return { ...data, color: colour, highlighted: key === this.centre || key === this.chosen, zIndex: 1 };
  }

  drawnEdge(key, data) {
    if (!this.bright) return { ...data, color: faded(this.theme.edge, this.theme.surface, this.crowd * (1 - data.strong)), zIndex: data.strong };
    const meant = key === this.centre || this.graph.hasExtremity(key, this.centre);
    if (meant) return { ...data, color: this.theme.accent, size: data.size + 1, zIndex: 1 };
    return { ...data, color: faded(this.theme.edge, this.theme.surface, 0.85), zIndex: 0 };
  }

  // The node that is lit or chosen: a ring, and its name on a plate.
  plate(context, data, settings) {
    context.beginPath();
    context.arc(data.x, data.y, data.size + 3, 0, 2 * Math.PI);
    context.lineWidth = 2.5;
    context.strokeStyle = this.theme.accent;
    context.stroke();
    if (!data.label) return;
    context.font = `${settings.labelSize}px ${this.theme.font}`;
    const width = context.measureText(data.label).width;
    const top = data.y + data.size + 5;
    context.fillStyle = this.theme.surface;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(data.x - width / 2 - 5, top, width + 10, settings.labelSize + 6, 4);
    context.fill();
    context.stroke();
    context.fillStyle = this.theme.ink;
    context.textAlign = "center";
    context.fillText(data.label, data.x, top + settings.labelSize);
    context.textAlign = "start";
  }

  pointed(event) {
    if (this.graph.size > HOVERED || this.waiting || event.buttons) return;
    const box = this.host.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      if (!this.graph.hasNode(this.lit)) this.light(this.edgeAt(x, y));
    });
  }

  // The line next to a point, if one is near.
  edgeAt(x, y) {
    const at = new Map();
    this.graph.forEachNode((key, data) => {
      if (!this.hidden.has(data.kind)) at.set(key, this.sigma.graphToViewport(data));
    });
    let [best, least] = [null, NEAR];
    this.graph.forEachEdge((key, _, from, to) => {
      const far = at.has(from) && at.has(to) ? distance({ x, y }, at.get(from), at.get(to)) : Infinity;
      if (far < least) [best, least] = [key, far];
    });
    return best;
  }

  get camera() {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    return [x, y, ratio];
  }

  move(state, slowly = !calm()) {
    const camera = this.sigma.getCamera();
    if (slowly) camera.animate(state, { duration: 200 });
    else camera.setState(state);
  }

  zoom(factor) {
    const camera = this.sigma.getCamera();
    this.move({ ratio: camera.getBoundedRatio(camera.ratio / factor) });
  }

  pan(right, down) {
    const { width, height } = this.sigma.getDimensions();
    const centre = this.sigma.viewportToFramedGraph({ x: width / 2 + right, y: height / 2 + down });
    this.move(centre);
  }

  whole() {
    this.move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  // Bring a node into sight, if it is not.
  reveal(key) {
    const data = this.sigma.getNodeDisplayData(key);
    if (!data) return;
    const { width, height } = this.sigma.getDimensions();
    const { x, y } = this.sigma.framedGraphToViewport(data);
    if (x < 40 || y < 40 || x > width - 40 || y > height - 40) this.move({ x: data.x, y: data.y });
  }
}

function distance(point, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const share = Math.min(1, Math.max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(point.x - a.x - share * dx, point.y - a.y - share * dy);
}
