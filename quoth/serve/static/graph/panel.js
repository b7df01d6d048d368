// What is said of a node or a line, with the sentences. Called by `explorer`.

import { address, counted, link, make } from "./dom.js";
import { fetched } from "./fetched.js";
import { entity, passage } from "./passages.js";

const FEW = 20;
const BESIDE = 60;

export class Panel {
  // `filters` are those of the page, `facets` those of them that choose claims, `most` is how many entities are added at once;
  // `when` has: edge(key), expand(node), open(number), close()
  constructor(host, { filters, facets, most }, when) {
    Object.assign(this, { host, filters, facets, most, when });
    this.filling = 0; // number of what was opened last: an answer that comes later than the next question is dropped
    host.addEventListener("keydown", (event) => {
      if (event.key === "Escape") when.close();
    });
  }

  close() {
    this.filling += 1;
    this.host.replaceChildren();
    this.host.hidden = true;
  }

  fill(title, focus, ...parts) {
    this.filling += 1;
    const leave = make("button", { type: "button", class: "leave", "aria-label": "Close the claims", click: () => this.when.close() }, "✕");
    const heading = make("h2", { tabindex: "-1" }, title);
    this.host.replaceChildren(leave, heading, ...parts.flat(Infinity).filter(Boolean));
    this.host.hidden = false;
    this.host.scrollTop = 0;
    if (focus) heading.focus({ preventScroll: true });
  }

  // The same, with claims that have to be fetched.
  async filled(title, focus, parts, asked) {
    const mine = ++this.filling;
    const found = await this.claims(asked);
    if (mine === this.filling) this.fill(title, focus, ...parts, ...found);
  }

  // What came of something that was asked for in the open panel.
  tell(words, role = "status") {
    this.host.querySelector(".told")?.remove();
    this.host.querySelector("h2")?.after(make("p", { class: "told", role }, words));
  }

  // `beside`: [{key, other, claims}] for the lines of the node that are shown.
  async node(node, beside, focus) {
    const left = node.neighbours - beside.length;
    const words = left > this.most ? `Show ${this.most} of the ${left.toLocaleString("en")} others beside it` : `Show ${left.toLocaleString("en")} more beside it`;
    const more = left > 0 ? make("button", { type: "button", click: () => this.when.expand(node) }, words) : null;
    const around = link("around it", "/graph", { ...this.filters, about: node.id });
    const ways = make("p", { class: "steps" }, link("its page", `/id/${encodeURIComponent(node.id)}`), " · ", around, " ", more);
    const items = beside
      .slice(0, BESIDE)
      .map(({ key, other, claims }) => make("li", {}, make("button", { type: "button", click: () => this.when.edge(key) }, other.name), ` ${claims}`));
    const lines = make("details", {}, make("summary", {}, `${beside.length.toLocaleString("en")} beside it in the picture`), make("ul", { class: "beside" }, items));
    const kind = make("p", { class: "note" }, `${node.type.toLowerCase()}, ${counted(node.claims, "claim")} about it and by it`);
    await this.filled(node.name, focus, [kind, ways, items.length ? lines : null], { about: node.id });
  }

  async edge(from, to, focus) {
    const ends = make("p", { class: "note" }, "claims that name ", entity(from), " and ", entity(to));
    await this.filled(`${from.name} – ${to.name}`, focus, [ends], { about: from.id, with: to.id });
  }

  community(node, members, focus) {
    const shown = members.slice(0, BESIDE).map((member) => make("li", {}, entity(member), ` ${member.neighbours}`));
    const rest = members.length - shown.length;
    const open = make("button", { type: "button", click: () => this.when.open(node.group) }, `Draw its ${counted(members.length, "entity")}`);
    const note = make("p", { class: "note" }, `${counted(members.length, "entity")} that claims join more closely with each other than with others; those with most neighbours first`);
    this.fill(node.name, focus, note, make("p", {}, open), make("ul", { class: "counts" }, shown), rest > 0 ? make("p", {}, `and ${rest.toLocaleString("en")} more`) : null);
  }

  lines(from, to, edge, focus) {
    const said = `${counted(edge.claims, "claim")} on ${counted(edge.lines, "line")}. Draw one of the two to see them.`;
    const buttons = [from, to]
      .filter((node) => node.type === "Community")
      .map((node) => make("button", { type: "button", click: () => this.when.open(node.group) }, `Draw ${node.name}`));
    this.fill(`${from.name} – ${to.name}`, focus, make("p", { class: "note" }, said), make("p", { class: "steps" }, buttons));
  }

  async claims(asked) {
    const given = { ...asked, ...this.facets };
    const found = await fetched(address("/api/claims", { ...given, limit: FEW }));
    if (found.trouble) return [make("p", { role: "alert" }, `The claims did not come: ${found.trouble}`)];
    const count = counted(found.total, "passage");
    const all = found.total > FEW ? [`, the first ${FEW} here: `, link("all of them", "/claims", given)] : [];
    return [make("p", { class: "count", role: "status" }, count, all), make("ul", { class: "passages" }, found.passages.map(passage))];
  }
}
