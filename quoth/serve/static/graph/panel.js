// What is said of a node or a line, with the sentences. Called by `start`.

import { address, link, make } from "./dom.js";
import { entity, passage } from "./passages.js";

const FEW = 20;
const BESIDE = 60;

export class Panel {
  // `filters` are those of the page; `when` has: edge(key), expand(node), open(number), close()
  constructor(host, filters, when) {
    this.host = host;
    this.filters = filters;
    this.when = when;
    host.addEventListener("keydown", (event) => {
      if (event.key === "Escape") when.close();
    });
  }

  close() {
    this.host.replaceChildren();
    this.host.hidden = true;
  }

  fill(title, focus, ...parts) {
    const leave = make("button", { type: "button", class: "leave", "aria-label": "Close the claims", click: () => this.when.close() }, "✕");
    const heading = make("h2", { tabindex: "-1" }, title);
    this.host.replaceChildren(leave, heading, ...parts.flat(Infinity).filter(Boolean));
    this.host.hidden = false;
    this.host.scrollTop = 0;
    if (focus) heading.focus({ preventScroll: true });
  }

  // `beside`: [{key, other, claims}] for the lines of the node that are shown.
  async node(node, beside, focus) {
    const left = node.neighbours - beside.length;
    const more = left > 0 ? make("button", { type: "button", click: () => this.when.expand(node) }, `Show ${left.toLocaleString("en")} more beside it`) : null;
    const around = link("around it", "/graph", { ...this.filters, about: node.id });
    const ways = make("p", { class: "steps" }, link("its page", `/id/${encodeURIComponent(node.id)}`), " · ", around, " ", more);
    const items = beside
      .slice(0, BESIDE)
      .map(({ key, other, claims }) => make("li", {}, make("button", { type: "button", click: () => this.when.edge(key) }, other.name), ` ${claims}`));
    const lines = make("details", {}, make("summary", {}, `${beside.length} beside it in the picture`), make("ul", { class: "beside" }, items));
    const kind = make("p", { class: "note" }, `${node.type.toLowerCase()}, ${node.claims.toLocaleString("en")} claims about it and by it`);
    this.fill(node.name, focus, kind, ways, items.length ? lines : null, ...(await this.claims({ about: node.id })));
  }

  async edge(from, to, focus) {
    const ends = make("p", { class: "note" }, "claims that name ", entity(from), " and ", entity(to));
    this.fill(`${from.name} – ${to.name}`, focus, ends, ...(await this.claims({ about: from.id, with: to.id })));
  }

  community(node, members, focus) {
    const shown = members.slice(0, BESIDE).map((member) => make("li", {}, entity(member), ` ${member.neighbours}`));
    const rest = members.length - shown.length;
    const open = make("button", { type: "button", click: () => this.when.open(node.group) }, `Draw its ${members.length.toLocaleString("en")} entities`);
    const note = make("p", { class: "note" }, `${members.length.toLocaleString("en")} entities that claims join more closely with each other than with others; those with most neighbours first`);
    this.fill(node.name, focus, note, make("p", {}, open), make("ul", { class: "counts" }, shown), rest > 0 ? make("p", {}, `and ${rest.toLocaleString("en")} more`) : null);
  }

  lines(from, to, edge, focus) {
    const said = `${edge.claims.toLocaleString("en")} claims on ${edge.lines.toLocaleString("en")} lines. Draw one of the two to see them.`;
    const buttons = [from, to]
      .filter((node) => node.type === "Community")
      .map((node) => make("button", { type: "button", click: () => this.when.open(node.group) }, `Draw ${node.name}`));
    this.fill(`${from.name} – ${to.name}`, focus, make("p", { class: "note" }, said), make("p", { class: "steps" }, buttons));
  }

  async claims(asked) {
    const { relation, polarity, modality, holder, document, publisher, year } = this.filters;
    const given = { ...asked, relation, polarity, modality, holder, document, publisher, year };
    const response = await fetch(address("/api/claims", { ...given, limit: FEW }));
    if (!response.ok) return [make("p", { role: "alert" }, "The server has no answer: is it still running?")];
    const found = await response.json();
    const count = found.total === 1 ? "1 passage" : `${found.total.toLocaleString("en")} passages`;
    const all = found.total > FEW ? [`, the first ${FEW} here: `, link("all of them", "/claims", given)] : [];
    return [make("p", { class: "count", role: "status" }, count, all), make("ul", { class: "passages" }, found.passages.map(passage))];
  }
}
