// The first view: what is in here, where the documents disagree, who and what they talk about.

function overview() {
  const focus = data.picture.focus;
  return el("div", { class: "overview" },
    focus && el("p", { class: "note" }, "A part of the graph: what lies within ", count(focus.depth, "step"), " of ",
      Number.isInteger(focus.entity) ? entityLink(focus.entity) : "its centre", `, ${claims.length.toLocaleString("en")} of ${count(focus.claims, "claim")}.`),
    hero(),
    counts(),
    el("div", { class: "columns" },
      topList("Most talked about", "claims about it", entities.map((_, i) => [i, weight(i)])),
      topList("Most often quoted", "claims held", entities.map((_, i) => [i, claimsBy[i].length]))),
    others(),
    attested());
}

function counts() {
  const speakers = entities.filter((_, i) => claimsBy[i].length).length;
  const { totals } = data;
  const cell = (number, what, view) => el("li", {}, button([el("b", {}, number.toLocaleString("en")), ` ${what}`], () => go({ view })));
  const part = claims.length < totals.claims && el("p", { class: "note" },
    `This file lists ${claims.length.toLocaleString("en")} of ${count(totals.claims, "claim")}, those with most passages: more would not fit in 10 MB. “quoth view --focus NAME” writes such a page for one entity.`);
  return [el("ul", { class: "counts", "aria-label": "What is in here" },
    cell(totals.documents, totals.documents === 1 ? "document" : "documents", "documents"),
    cell(totals.claims, totals.claims === 1 ? "claim" : "claims", "claims"),
    cell(evidence.length, evidence.length === 1 ? "passage" : "passages", "claims"),
    cell(speakers, speakers === 1 ? "speaker" : "speakers", "claims"),
    cell(totals.entities, totals.entities === 1 ? "entity" : "entities", "graph")), part];
}

const KIND_TITLES = {
  polarity: (d) => ["Affirmed and denied: ", uncapital(statementNodes(claims[d.left]))],
  date: (d) => ["Two dates: ", uncapital(statementNodes(claims[d.left]))],
  number: (d) => ["Two numbers: ", uncapital(statementNodes(claims[d.left]))],
  agent: () => ["One act, two actors"],
  modality: (d) => ["How firmly: ", uncapital(statementNodes(claims[d.left]))],
  opposition: (d) => ["For and against: ", uncapital(statementNodes(claims[d.left]))],
  accusation: () => ["Accusations in both directions"],
  position: (d) => ["Opposite positions on ", Number.isInteger(d.about) ? entityLink(d.about) : "one thing"],
  judgement: (d) => ["Two judgements of ", Number.isInteger(d.about) ? entityLink(d.about) : "one thing"],
};

function uncapital(parts) {
  return parts.map((p, i) => (i === 0 && typeof p === "string" ? p.charAt(0).toLowerCase() + p.slice(1) : p));
}

function hero() {
  const first = data.disagreements[0];
  if (!first) return el("section", { class: "hero" }, el("h2", {}, "Who says what, and the sentence that shows it"),
    el("p", { class: "note" }, "No two claims here contradict each other in a way that could be made out."));
  return el("section", { class: "hero", "aria-labelledby": "hero-title" },
    el("p", { class: "kicker" }, "Where the documents disagree"),
    el("h2", { id: "hero-title" }, KIND_TITLES[first.kind](first)),
    el("div", { class: "sides" }, side(first.left, first.shown[0]), side(first.right, first.shown[1])),
    el("p", { class: "note" }, "Ranked by how sharply the two say yes and no, how surely they speak of one thing, how surely both were understood, and how many independent documents tell it. No side is taken."));
}

function side(number, shown) {
  const claim = claims[number];
  const row = bestEvidence(claim, shown);
  return el("article", { class: `side ${claim.polarity === "negative" ? "denied" : "told"}` },
    el("p", { class: "according" }, "According to ", voiceNode(claim)),
    el("p", { class: "statement" }, statementNodes(claim)),
    row && quotation(row, "big"),
    row && byline(claim, row),
    button(claim.evidence.length > 1 ? `All ${count(claim.evidence.length, "passage")}` : "Open this claim", () => go({ sel: `claim:${claim.id}` }), { class: "read" }));
}

// The passage that is asked for, else the surest, the shorter of two that are alike.
function bestEvidence(claim, shown) {
  const rows = claim.evidence.map((e) => evidence[e]);
  return rows.find((row) => row.id === shown) || rows.sort((a, b) => b.confidence - a.confidence || sentences[a.sentence].text.length - sentences[b.sentence].text.length)[0];
}

function others() {
  const rest = data.disagreements.slice(1, 7);
  if (!rest.length) return null;
  const item = (d) => el("li", {}, el("h4", {}, KIND_TITLES[d.kind](d)), el("div", { class: "pair" }, [d.left, d.right].map((n, i) => short_(n, d.shown[i]))));
  return el("section", {}, el("h3", { class: "rule" }, "Further disagreements"), el("ul", { class: "further" }, rest.map(item)));
}

function short_(number, shown) {
  const claim = claims[number];
  const row = bestEvidence(claim, shown);
  return el("div", {}, el("p", { class: "according" }, "According to ", voiceNode(claim)),
    row && el("blockquote", { dir: "auto" }, sentenceNodes(row)),
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

function attested() {
  const list = claims.filter((c) => c.evidence.length > 0).map((c) => c.number)
    .sort((a, b) => claims[b].documents.length - claims[a].documents.length || claims[b].evidence.length - claims[a].evidence.length || a - b).slice(0, data.disagreements.length ? 4 : 8);
  if (!list.length) return el("p", { class: "note" }, "No claims were found in these documents.");
  return el("section", {}, el("h3", { class: "rule" }, "Told most often"), el("div", { class: "told" }, list.map((n) => short_(n))));
}
