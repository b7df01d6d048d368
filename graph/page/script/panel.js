// The panel beside the view: all sentences behind what is selected; those of the matrix and the timeline are in `passages`.

const panel = document.getElementById("panel");
let returnTo = null;
let openedPanel = "";

function showPanel() {
  const chosen = selection();
  const changed = openedPanel !== state.sel;
  panel.hidden = chosen === null;
  document.getElementById("body").classList.toggle("with-panel", chosen !== null);
  if (chosen === null) {
    if (changed && openedPanel) giveBack();
    openedPanel = "";
    panel.replaceChildren();
    return;
  }
  if (!changed && panel.childElementCount && !state.at) return;
  const made = { entity: entityPanel, claim: claimPanel, line: linePanel, event: eventPanel, cell: cellPanel, moment: momentPanel }[chosen.kind](chosen);
  const close = button("Close", () => go({ sel: "" }), { class: "quiet close", title: "Close (Escape)" });
  panel.replaceChildren(close, ...nodes(made));
  openedPanel = state.sel;
  if (!changed) return;
  panel.scrollTop = 0;
  if (state.view !== "documents" || !state.doc) document.getElementById("panel-title").focus({ preventScroll: true });
}

function giveBack() {
  const target = returnTo && returnTo.isConnected ? returnTo : document.getElementById("main");
  returnTo = null;
  target.focus({ preventScroll: true });
}

function title(...children) {
  return el("h2", { id: "panel-title", tabindex: "-1" }, children);
}

function entityPanel({ entity }) {
  const row = entities[entity];
  const about = ranked(claimsAbout[entity]);
  const by = ranked(claimsBy[entity]);
  const links = (row.links ?? []).map(([scheme, value, where]) => el("li", {}, `${scheme} `, link(where, value)));
  const count_ = lineCount(entity);
  return [
    el("p", { class: `kicker type-${kind(row.type)}` }, mark(row.type), row.subtype ?? row.type, row.anonymous && ", not named in the text"),
    title(row.name),
    row.aliases?.length && el("p", { class: "aliases" }, "Also called ", row.aliases.join(", ")),
    links.length > 0 && el("ul", { class: "links" }, links),
    el("p", { class: "actions" },
      count_ > 0 && button(`Draw its ${count(count_, "neighbour")}`, () => go({ view: "graph", ego: row.id, as: "" })),
      state.ego !== row.id && (about.length > 0 || by.length > 0) && button("Only this in all views", () => go({ ego: row.id }), { title: "Show in every view only what is said of it and by it" }),
      by.length > 0 && button(`List what it says`, () => go({ view: "claims", holder: [row.id] }))),
    by.length > 0 && section(`Said by ${row.name}`, by, "claim"),
    about.length > 0 && section(`Said about ${row.name}`, about, "claim"),
    !about.length && !by.length && el("p", {}, "The documents name it, but no claim here is about it."),
  ];
}

function claimPanel({ claim }) {
  const row = claims[claim];
  const against = rivals(row);
  const same = claimsOf.get(row.event).map((n) => claims[n]).filter((c) => c !== row && !against.includes(c));
  return [
    el("p", { class: "kicker" }, "A claim"),
    title("According to ", voiceNode(row)),
    claimBlock(claim, "h3", false),
    against.length > 0 && section(row.polarity === "negative" ? "Affirmed elsewhere" : "Denied elsewhere", against.map((c) => c.number), "claim"),
    same.length > 0 && section("Others on the same", same.map((c) => c.number), "claim"),
  ];
}

function linePanel({ line }) {
  const list = ranked([...new Set([...line.forward, ...line.back])]);
  const shown_ = list.filter((c) => passes(claims[c], "ego"));
  const hidden = list.length - shown_.length;
  return [
    el("p", { class: "kicker" }, `Between two, ${MANNERS[manner(list)]}`),
    title(entityLink(line.a), " and ", entityLink(line.b)),
    section(count(shown_.length, "claim"), shown_, "claim"),
    hidden > 0 && el("p", { class: "note" }, `${count(hidden, "claim")} between them are hidden by the filters. `, button("Clear the filters", clearFilters)),
  ];
}

function section(heading, list, what) {
  return el("section", {}, el("h3", { class: "rule" }, heading), batches(list, 12, (c) => claimBlock(c, "h4"), what));
}

// The claims with most support first.
function ranked(list) {
  return [...list].sort((a, b) => claims[b].evidence.length - claims[a].evidence.length || a - b);
}

function lineCount(entity) {
  const others = new Set();
  for (const c of claimsAbout[entity]) for (const [a, b] of claims[c].pairs) if (a === entity || b === entity) others.add(a === entity ? b : a);
  return others.size;
}
