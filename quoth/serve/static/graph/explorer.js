// What happens on the graph page: puts the part of the graph, its picture, the panel, the table and the address together.

import { address, make } from "./dom.js";
import { save, csv, gexf, graphml, png, svg } from "./files.js";
import { HELP, listen } from "./keys.js";
import { communities, places } from "./layout.js";
import { Panel } from "./panel.js";
import { GROUPED, Part } from "./part.js";
import { beside, placed } from "./places.js";
import { Stage } from "./stage.js";
import { read, write } from "./state.js";
import { legend, tools } from "./tools.js";
import { sentence, table } from "./twin.js";

const FILTERS = ["depth", "limit", "relation", "polarity", "modality", "holder", "document", "publisher", "year"];
const MOST_ADDED = 300;
const SETTLED = 250; // milliseconds after which a camera is written to the address

export class Explorer {
  constructor(host, answer) {
    this.host = host;
    this.rule = answer.rule;
    this.part = new Part(answer);
    const given = new URLSearchParams(location.search);
    this.filters = Object.fromEntries(FILTERS.map((name) => [name, given.get(name) ?? ""]));
    this.state = read();
    this.at = new Map(); // places by key, of what is shown
  }

  async begin() {
    this.host.explorer = this;
    this.build();
    if (this.part.nodes.size > GROUPED) {
      this.say("looking for communities…");
      this.part.divide(await communities(this.part.nodes, this.part.edges));
    }
    this.part.first = this.part.shown("all");
    for (const id of this.state.with) await this.fetched(id);
    await this.draw();
    this.restore();
    addEventListener("hashchange", () => this.follow());
    this.host.dataset.ready = "true";
  }

  build() {
    const canvas = make("div", { class: "stage", tabindex: "0", role: "application", "aria-label": "The network", "aria-describedby": "stage-help" });
    const panel = make("aside", { class: "evidence", "aria-label": "Claims", hidden: true });
    this.told = make("p", { class: "hint", role: "status" });
    this.tools = tools(this);
    this.legend = make("div", { class: "kinds", role: "group", "aria-label": "Types of entities, shown or hidden" });
    const help = make("p", { id: "stage-help", class: "note" }, HELP);
    this.host.replaceChildren(this.tools, this.legend, make("div", { class: "explorer" }, make("div", { class: "canvas" }, canvas, this.told), panel), help);
    this.stage = new Stage(canvas, {
      node: (key) => this.select(key, true),
      edge: (key) => this.select(key, true),
      nothing: () => this.select("", false),
      moved: () => this.settled(),
      lit: (key) => this.say(this.words(key)),
    });
    this.stand = listen(this.stage, { open: (key) => this.select(key, true), leave: () => this.select("", false) });
    this.panel = new Panel(panel, this.filters, {
      edge: (key) => this.select(key, true),
      expand: (node) => this.expand(node),
      open: (number) => this.open(number),
      close: () => this.select("", false, true),
    });
  }

  // The picture, the table and the sentence for the present state.
  async draw() {
    this.shown = this.part.shown(this.state.open);
    await this.place();
    for (const id of this.state.with) beside(id, this.shown, this.at);
    this.say("");
    this.stage.hide(this.state.hide);
    this.stage.show(this.shown, this.at);
    this.types();
    this.tools.groups(this.part.group, this.state.open);
    this.told_as();
  }

  // What was added later stands beside what it was added to, and moves nothing else.
  async place() {
    if (this.at.size && !this.part.group) return;
    const { nodes, edges } = this.part.group ? this.shown : this.part.first;
    this.say(`placing ${nodes.size.toLocaleString("en")} nodes…`);
    this.at = await places(nodes, edges, placed(nodes));
  }

  types() {
    legend(this.legend, this.shown.nodes, this.state.hide, (type) => this.toggle(type));
  }

  told_as() {
    const visible = this.visible();
    table(document.getElementById("twin"), visible, this.filters, (number) => this.open(number));
    document.getElementById("shown").textContent = sentence(this.part, this.shown.nodes, this.rule);
  }

  // What is shown, without what the legend hides.
  visible() {
    const nodes = new Map([...this.shown.nodes].filter(([, node]) => !this.state.hide.has(node.type)));
    return { nodes, edges: new Map([...this.shown.edges].filter(([, edge]) => nodes.has(edge.from) && nodes.has(edge.to))) };
  }

  restore() {
    const [x, y, ratio] = this.state.at ?? [0.5, 0.5, 1];
    this.stage.move({ x, y, ratio }, false);
    this.select(this.state.show, false);
  }

  // Another address of the same page was opened.
  async follow() {
    const before = JSON.stringify([this.state.with, this.state.open === "all" || [...this.state.open]]);
    this.state = read();
    if (before !== JSON.stringify([this.state.with, this.state.open === "all" || [...this.state.open]])) location.reload();
    this.stage.hide(this.state.hide);
    this.types();
    this.told_as();
    this.restore();
  }

  say(words) {
    this.told.textContent = words;
  }

  words(key) {
    const edge = this.shown.edges.get(key);
    if (edge) return `${this.shown.nodes.get(edge.from).name} – ${this.shown.nodes.get(edge.to).name}: ${edge.claims} claims`;
    const node = this.shown.nodes.get(key);
    if (!node) return "";
    if (node.type === "Community") return `${node.name}, community`;
    return `${node.name}, ${node.type.toLowerCase()}, ${node.neighbours} beside it, ${node.claims} claims`;
  }

  // Opens the claims of a node or a line; "" closes them.
  async select(key, focus, back = false) {
    const node = this.shown.nodes.get(key);
    const edge = node ? null : this.shown.edges.get(key) ?? this.shown.edges.get(key.split("~").reverse().join("~"));
    this.state.show = node || edge ? key : "";
    this.stage.choose(node ? key : (edge?.key ?? null));
    write(this.state);
    if (node) this.stand(key);
    if (node?.type === "Community") this.panel.community(node, this.members(node), focus);
    else if (node) await this.panel.node(node, this.lines(key), focus);
    else if (edge) await this.opened(edge, focus);
    else {
      this.panel.close();
      if (back) this.stage.host.focus();
    }
  }

  opened(edge, focus) {
    const [from, to] = [this.shown.nodes.get(edge.from), this.shown.nodes.get(edge.to)];
    if (from.type === "Community" || to.type === "Community") return this.panel.lines(from, to, edge, focus);
    return this.panel.edge(from, to, focus);
  }

  members(node) {
    return this.part.groups[node.group].map((id) => this.part.nodes.get(id)).sort((a, b) => b.neighbours - a.neighbours);
  }

  lines(key) {
    return [...this.shown.edges.values()]
      .filter((edge) => edge.from === key || edge.to === key)
      .map((edge) => ({ key: edge.key, other: this.shown.nodes.get(edge.from === key ? edge.to : edge.from), claims: edge.claims }))
      .sort((a, b) => b.claims - a.claims);
  }

  toggle(type) {
    if (!this.state.hide.delete(type)) this.state.hide.add(type);
    this.stage.hide(this.state.hide);
    this.told_as();
    write(this.state);
  }

  async open(number) {
    if (this.state.open !== "all") this.state.open = number === "all" ? "all" : number === null ? new Set() : this.state.open.add(number);
    else this.state.open = new Set();
    await this.draw();
    this.stage.whole();
    await this.select("", false, true);
  }

  async fetched(id) {
    const { limit, depth, ...filters } = this.filters;
    const response = await fetch(address("/api/network", { ...filters, about: id, limit: MOST_ADDED }));
    return response.ok ? this.part.add(await response.json(), id) : 0;
  }

  async expand(node) {
    await this.fetched(node.id);
    if (!this.state.with.includes(node.id)) this.state.with.push(node.id);
    await this.draw();
    await this.select(node.id, true);
  }

  // Shows an entity wherever it is: in the picture, in a closed community, or not yet here.
  async find(entity) {
    if (!this.part.nodes.has(entity.id)) {
      await this.fetched(entity.id);
      if (!this.part.nodes.has(entity.id)) return this.say(`no line leads to ${entity.name} in this part of the graph`);
      this.state.with.push(entity.id);
      await this.draw();
    }
    const stand = this.part.stand(entity.id, this.state.open);
    if (stand !== entity.id) await this.open(this.part.group.get(entity.id));
    await this.select(entity.id, true);
    return this.stage.reveal(entity.id);
  }

  async save(kind) {
    const title = document.querySelector("h1").textContent;
    const shown = this.visible();
    if (kind === "svg") save("network.svg", "image/svg+xml", svg(this.stage, title));
    else if (kind === "png") save("network.png", "image/png", await png(this.stage, title));
    else if (kind === "csv") save("network.csv", "text/csv", csv(shown));
    else if (kind === "gexf") save("network.gexf", "application/gexf+xml", gexf(shown, this.at));
    else save("network.graphml", "application/graphml+xml", graphml(shown));
  }

  settled() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const [x, y, ratio] = this.stage.camera;
      this.state.at = Math.abs(x - 0.5) + Math.abs(y - 0.5) + Math.abs(ratio - 1) < 0.001 ? null : [x, y, ratio];
      write(this.state);
    }, SETTLED);
  }
}
