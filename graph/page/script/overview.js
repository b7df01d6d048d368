// The first view: what is in here, where the documents disagree, who and what they talk about.

function overview() {
  const focus = data.picture.focus;
  const seen = claims.filter((c) => passes(c));
  const first = chosenDisagreements().filter((d) => d.first);
  const numbered = new Set(seen.map((c) => c.number));
  const in_ = (c) => numbered.has(c);
  return el("div", { class: "overview" },
    focus && el("p", { class: "note" }, "A part of the graph: what lies within ", count(focus.depth, "step"), " of ",
      Number.isInteger(focus.entity) ? entityLink(focus.entity) : "its centre", `, ${claims.length.toLocaleString("en")} of ${count(focus.claims, "claim")}.`),
    filtering() && filterBar(),
    hero(first),
    counts(seen),
    el("div", { class: "columns" },
      topList("Most talked about", "claims about it", entities.map((_, i) => [i, claimsAbout[i].filter(in_).length])),
      topList("Most often quoted", "claims held", entities.map((_, i) => [i, claimsBy[i].filter(in_).length]))),
    others(first),
    attested(seen, first.length));
}

function counts(seen) {
  const speakers = new Set(seen.filter((c) => Number.isInteger(c.holder)).map((c) => c.holder)).size;
  const passages = seen.reduce((n, c) => n + c.evidence.length, 0);
  const totals = filtering() ? { documents: new Set(seen.flatMap((c) => c.documents)).size, claims: seen.length, entities: new Set(seen.flatMap((c) => c.about)).size } : data.totals;
  const cell = (number, what, view) => el("li", {}, button([el("b", {}, number.toLocaleString("en")), ` ${what}`], () => go({ view })));
  const part = claims.length < data.totals.claims && el("p", { class: "note" },
    `This file lists ${claims.length.toLocaleString("en")} of ${count(data.totals.claims, "claim")}, those with most passages: more would not fit in 10 MB. “quoth view --focus NAME” writes such a page for one entity.`);
  return [el("ul", { class: "counts", "aria-label": "What is in here" },
    cell(totals.documents, totals.documents === 1 ? "document" : "documents", "documents"),
    cell(totals.claims, totals.claims === 1 ? "claim" : "claims", "claims"),
    cell(passages, passages === 1 ? "passage" : "passages", "timeline"),
    cell(speakers, speakers === 1 ? "speaker" : "speakers", "claims"),
    cell(totals.entities, totals.entities === 1 ? "entity" : "entities", "graph")), part];
}

function hero(list) {
  const first = list[0];
  if (!first) return el("section", { class: "hero" }, el("h2", {}, "Who says what, and the sentence that shows it"),
    el("p", { class: "note" }, filtering() ? "No disagreement is in this selection." : "No two claims here contradict each other in a way that could be made out."));
  return el("section", { class: "hero", "aria-labelledby": "hero-title" },
    el("p", { class: "kicker" }, `Where the documents disagree: ${kindOf(first)}`),
    el("h2", { id: "hero-title" }, heading(first)),
    el("div", { class: "sides" }, side(first.left, first.shown[0]), side(first.right, first.shown[1])),
    el("p", { class: "note" }, "Ranked by how sharply the two say yes and no, how surely they speak of one thing, how surely both were understood, how many independent documents tell it, and whether a sentence or a heading does. No side is taken."));
}

function side(number, shown) {
  const claim = claims[number];
  const row = bestEvidence(claim, shown);
  return el("article", { class: `side ${claim.polarity === "negative" ? "denied" : "told"}` },
    el("p", { class: "according" }, accordingTo(claim)),
    el("p", { class: "statement" }, statementNodes(claim)),
    row && excerpt(row, "big"),
    row && byline(claim, row),
    button(claim.evidence.length > 1 ? `All ${count(claim.evidence.length, "passage")}` : "Open this claim", () => go({ sel: `claim:${claim.id}` }), { class: "read" }));
}

// The passage that is asked for, else the surest, the shorter of two that are alike.
function bestEvidence(claim, shown) {
  const rows = claim.evidence.map((e) => evidence[e]);
  return rows.find((row) => row.id === shown) || rows.sort((a, b) => b.confidence - a.confidence || sentences[a.sentence].text.length - sentences[b.sentence].text.length)[0];
}

function others(list) {
  const rest = list.slice(1, 7);
  const all = chosenDisagreements().length;
  if (!rest.length) return null;
  return el("section", {}, el("h3", { class: "rule" }, "Further disagreements"), el("div", { class: "further" }, rest.map((d) => pair(d))),
    all > rest.length + 1 && el("p", {}, button(`All ${count(all, "disagreement")}, side by side`, () => go({ view: "compare", as: "disagreements" }), { class: "read" })));
}

// A claim by its sentence, with what it was understood to say where that is asked for.
function short_(number, shown, stated = false) {
  const claim = claims[number];
  const row = bestEvidence(claim, shown);
  return el("div", {}, el("p", { class: "according" }, stated ? accordingTo(claim) : ["According to ", voiceNode(claim)], stated && [": ", ...uncapital(statementNodes(claim))]),
    row && excerpt(row),
    row && byline(claim, row),
    button("Open", () => go({ sel: `claim:${claim.id}` }), { class: "read", "aria-label": `Open the claim: according to ${voice(claim)}, ${statement(claim)}` }));
}

function topList(heading, what, rows) {
  const top = rows.filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 8);
  if (!top.length) return null;
  const most = top[0][1];
  const bar = (n) => { const b = el("span", { class: "bar", "aria-hidden": "true" }); b.style.inlineSize = `${Math.max(2, (100 * n) / most)}%`; return b; };
  return el("section", {}, el("h3", { class: "rule" }, heading),
    el("ol", { class: "top-list" }, top.map(([e, n]) => el("li", {}, entityLink(e), el("span", { class: "amount", title: what }, n.toLocaleString("en")), el("span", { class: "track" }, bar(n))))));
}

function attested(seen, disputes) {
  const list = seen.filter((c) => c.evidence.length > 0).map((c) => c.number)
    .sort((a, b) => claims[b].documents.length - claims[a].documents.length || claims[b].evidence.length - claims[a].evidence.length || a - b).slice(0, disputes ? 4 : 8);
  if (!list.length) return el("p", { class: "note" }, filtering() ? "No claim is in this selection." : "No claims were found in these documents.");
  return el("section", {}, el("h3", { class: "rule" }, "Told most often"), el("div", { class: "told" }, list.map((n) => short_(n))));
}
