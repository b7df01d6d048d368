// The search box: names, claims, sentences and words of documents, found while one types.

const box = document.getElementById("search");
const found = document.getElementById("found");
let index = null;
let hits = [];
let active = -1;

function makeIndex() {
  const rows = [];
  entities.forEach((e, i) => rows.push({ kind: "Names", text: fold([e.name, ...(e.aliases ?? [])].join(" · ")), name: fold(e.name), weight: weight(i) + claimsBy[i].length, row: i }));
  claims.forEach((c, i) => rows.push({ kind: "Claims", text: fold(`${voice(c)} ${statement(c)}`), name: "", weight: c.evidence.length, row: i }));
  const first = new Map();
  evidence.forEach((e, i) => { if (!first.has(e.sentence)) first.set(e.sentence, i); });
  sentences.forEach((s, i) => rows.push({ kind: "Sentences", text: fold(s.text), name: "", weight: 0, row: first.get(i) }));
  documents.forEach((d, i) => rows.push({ kind: "Documents", text: fold([d.title, d.name, d.publisher, d.author].filter(Boolean).join(" · ")), name: fold(d.title ?? d.name), weight: evidenceIn[i].length, row: i }));
  return rows;
}

const MOST = { Names: 6, Claims: 5, Sentences: 5, Documents: 3 };

function search(words) {
  index ??= makeIndex();
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const whole = wanted.join(" ");
  const good = index.filter((r) => r.row !== undefined && wanted.every((w) => r.text.includes(w)));
  const score = (r) => (r.name === whole ? 4 : r.name.startsWith(whole) ? 3 : ` ${r.text}`.includes(` ${whole}`) ? 2 : r.text.includes(whole) ? 1 : 0);
  good.sort((a, b) => score(b) - score(a) || b.weight - a.weight || a.row - b.row);
  const groups = Object.keys(MOST).map((k) => good.filter((r) => r.kind === k));
  const words_ = inTexts(words);
  const held = claims.filter((c) => wordsIn(c, wordsOf(words))).length;
  const all = held > 0 ? [{ kind: "Filter", words: words.trim(), claims: held }] : [];
  return [...groups.flatMap((g) => g.slice(0, MOST[g[0]?.kind] ?? 0)), ...words_, ...all];
}

// Words anywhere in the documents' texts, which need not stand in a claim.
function inTexts(words) {
  if (words.trim().length < 4) return [];
  const pattern = new RegExp(words.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"), "iu");
  const list = [];
  for (let i = 0; i < documents.length && list.length < 3; i += 1) {
    const match = documents[i].text && pattern.exec(documents[i].text);
    if (match) list.push({ kind: "Texts", row: i, at: match.index, end: match.index + match[0].length });
  }
  return list;
}

function hitNode(hit, number) {
  if (hit.kind === "Filter") return el("div", { role: "option", id: `hit-${number}`, "aria-selected": "false", class: "all", onclick: () => choose(number) },
    `Show in every view only what has “${hit.words}” in its sentence`, el("small", {}, count(hit.claims, "claim")));
  const option = (main, small) => el("div", { role: "option", id: `hit-${number}`, "aria-selected": "false", onclick: () => choose(number) }, main, el("small", {}, small));
  if (hit.kind === "Names") {
    const e = entities[hit.row];
    return option([mark(e.type), el("b", {}, e.name)], `${e.type} · ${count(weight(hit.row), "claim")}`);
  }
  if (hit.kind === "Claims") return option(el("span", {}, statement(claims[hit.row])), `according to ${voice(claims[hit.row])}`);
  if (hit.kind === "Sentences") return option(el("q", { dir: "auto" }, clip(sentences[evidence[hit.row].sentence].text, 150)), documentName(evidence[hit.row].document));
  if (hit.kind === "Documents") return option(el("cite", {}, documentName(hit.row)), imprint(hit.row) || documents[hit.row].name);
  const text = documents[hit.row].text;
  return option(el("q", { dir: "auto" }, clip("…" + text.slice(Math.max(0, hit.at - 40), hit.end + 60), 130)), documentName(hit.row));
}

function clip(text, most) {
  return text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text;
}

const TITLES = { Names: "Names", Claims: "Claims, and who says them", Sentences: "Sentences", Documents: "Documents", Texts: "Elsewhere in the texts", Filter: "All of them" };

function showHits() {
  const words = box.value;
  hits = search(words);
  active = hits.length ? 0 : -1;
  const groups = new Map();
  hits.forEach((hit, n) => groups.set(hit.kind, [...(groups.get(hit.kind) ?? []), hitNode(hit, n)]));
  const list = [...groups].map(([title, rows]) => el("div", { role: "group", "aria-label": TITLES[title] }, el("div", { class: "group", "aria-hidden": "true" }, TITLES[title]), rows));
  found.replaceChildren(...(hits.length ? list : [el("div", { role: "option", "aria-disabled": "true", class: "none" }, `Nothing here has “${words.trim()}” in it.`)]));
  open(words.trim() !== "");
  if (words.trim()) say(hits.length ? `${count(hits.length, "result")}, arrow keys to choose` : "nothing found");
  activate();
}

function open(yes) {
  found.hidden = !yes;
  box.setAttribute("aria-expanded", String(yes));
  if (!yes) box.removeAttribute("aria-activedescendant");
}

function activate() {
  found.querySelectorAll("[role=option]").forEach((o) => o.setAttribute("aria-selected", String(o.id === `hit-${active}`)));
  const chosen = document.getElementById(`hit-${active}`);
  if (chosen && !found.hidden) {
    box.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }
}

function choose(number) {
  const hit = hits[number];
  if (!hit) return;
  open(false);
  returnTo = box;
  if (hit.kind === "Filter") go({ q: hit.words, ...(state.view === "overview" ? { view: "claims" } : {}) });
  else if (hit.kind === "Names") go({ sel: `entity:${entities[hit.row].id}` });
  else if (hit.kind === "Claims") go({ sel: `claim:${claims[hit.row].id}` });
  else if (hit.kind === "Sentences") go({ sel: `claim:${claims[evidence[hit.row].claim].id}`, at: evidence[hit.row].id });
  else if (hit.kind === "Documents") go({ view: "documents", doc: documents[hit.row].id, at: "" });
  else go({ view: "documents", doc: documents[hit.row].id, at: `${hit.at}-${hit.end}` });
}

box.addEventListener("input", showHits);
box.addEventListener("focus", () => { if (box.value.trim()) showHits(); });
box.addEventListener("blur", () => setTimeout(() => open(false), 150));
box.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (found.hidden) showHits();
    else if (hits.length) active = (active + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
    activate();
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (!found.hidden) choose(active);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    if (found.hidden) { box.value = ""; box.blur(); } else open(false);
  }
});
found.addEventListener("mousedown", (event) => event.preventDefault());
