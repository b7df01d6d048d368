// What happens on the graph page: puts the part of the graph, its picture, the panel, the table and the address together.

import { address, counted, make } from "./dom.js";
import { fetched } from "./fetched.js";
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

const MOST_ADDED = 300; // entities at once
const MOST = 20_000; // that the server gives
const SETTLED = 250; // milliseconds after which a camera is written to the address

export class Explorer {
  constructor(host, answer) {
    this.host = host;
    this.rule = answer.rule;
    this.part = new Part(answer);
    const { about, ...filters } = Object.fromEntries(new URL(host.dataset.source, location.href).searchParams);
    const { depth, limit, ...facets } = filters;
    Object.assign(this, { filters, facets });
    this.state = read();
    this.at = new Map(); // places by key, of what is shown
    this.turn = 0; // number of what was asked for last
    this.drawing = 0;
  }

  async begin() {
    this.host.explorer = this;
    this.build();
    if (this.part.nodes.size > GROUPED) {
      this.say("looking for communities…");
      this.part.divide(await communities(this.part.nodes, this.part.edges));
    }
    this.part.first = this.part.shown("all");
    const trouble = (await this.added(...this.state.with)).trouble;
    await this.draw();
    this.restore();
    if (trouble) this.say(`Not all that was added before could be added: ${trouble}`);
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
    this.panel = new Panel(panel, { filters: this.filters, facets: this.facets, most: MOST_ADDED }, {
      edge: (key) => this.select(key, true),
      expand: (node) => this.expand(node),
      open: (number) => this.open(number),
      close: () => this.select("", false, true),
    });
  }

  // Says whether nothing else was asked for since: what comes late must not take the place of what was asked for after it.
  asked() {
    const mine = ++this.turn;
    return () => mine === this.turn;
  }

  // The picture, the table and the sentence for the present state.
  async draw() {
    const mine = ++this.drawing;
    this.shown = this.part.shown(this.state.open);
    const at = await this.places();
    if (mine !== this.drawing) return; // another one has begun, and draws
    this.at = at;
    for (const id of this.state.with) beside(id, this.shown, this.at);
    this.say("");
    this.stage.hide(this.state.hide);
    this.stage.show(this.shown, this.at);
    this.types();
    this.tools.groups(this.part.group, this.state.open);
    this.told_as();
  }

  // What was added later stands beside what it was added to, and moves nothing else.
  async places() {
    if (this.at.size && !this.part.group) return this.at;
    const { nodes, edges } = this.part.group ? this.shown : this.part.first;
    this.say(`placing ${nodes.size.toLocaleString("en")} nodes…`);
    return places(nodes, edges, placed(nodes));
  }

  types() {
    legend(this.legend, this.shown.nodes, this.state.hide, (type) => this.toggle(type));
  }

  told_as() {
    const visible = this.visible();
    table(document.getElementById("twin"), visible, { filters: this.filters, facets: this.facets, open: (number) => this.open(number) });
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
    if (edge) return `${this.shown.nodes.get(edge.from).name} – ${this.shown.nodes.get(edge.to).name}: ${counted(edge.claims, "claim")}`;
    const node = this.shown.nodes.get(key);
    if (!node) return "";
    if (node.type === "Community") return `${node.name}, community`;
    return `${node.name}, ${node.type.toLowerCase()}, ${node.neighbours.toLocaleString("en")} beside it, ${counted(node.claims, "claim")}`;
  }

  // Opens the claims of a node or a line; "" closes them.
  async select(key, focus, back = false) {
    this.asked();
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
    const newest = this.asked();
    await this.draw();
    if (!newest()) return;
    this.stage.whole();
    await this.select("", false, true);
  }

  // Fetches what stands beside entities, of each the next that are not here: how many are new, how many are left, what went wrong.
  async added(...ids) {
    const sum = { count: 0, left: 0, trouble: "" };
    for (const id of ids) {
      const before = this.part.beside(id);
      // What is asked for may hold others that only stand in the same claims: then more is asked for.
      for (let limit = Math.min(1 + before + MOST_ADDED, MOST), all = false; this.part.beside(id) === before && !all; limit = Math.min(4 * limit, MOST)) {
        const answer = await fetched(address("/api/network", { ...this.facets, about: id, limit }));
        if (answer.trouble) return { ...sum, trouble: answer.trouble };
        sum.count += this.part.add(answer, id);
        sum.left = Math.max(0, (answer.nodes[0]?.neighbours ?? 0) - this.part.beside(id));
        all = limit === MOST || answer.nodes.length === answer.total;
      }
    }
    return sum;
  }

  async expand(node) {
    const newest = this.asked();
    this.panel.tell("adding…");
    const { count, left, trouble } = await this.added(node.id);
    if (trouble) {
      if (newest()) this.panel.tell(`Nothing was added: ${trouble}`, "alert");
      return;
    }
    this.state.with.push(node.id); // as often as was added, so that a link restores all of it
    await this.draw();
    write(this.state);
    if (!newest()) return;
    await this.select(node.id, true);
    this.panel.tell(`Added ${counted(count, "entity")}; ${left ? `${left.toLocaleString("en")} more can be added` : "that is all there is beside it"}.`);
  }

  // Shows an entity wherever it is: in the picture, in a closed community, or not yet here.
  async find(entity) {
    const newest = this.asked();
    if (!this.part.nodes.has(entity.id)) {
      const { trouble } = await this.added(entity.id);
      if (trouble) return this.say(`${entity.name} did not come: ${trouble}`);
      if (!this.part.nodes.has(entity.id)) return this.say(`no line leads to ${entity.name} in this part of the graph`);
      this.state.with.push(entity.id);
      await this.draw();
    }
    if (!newest()) return write(this.state);
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
