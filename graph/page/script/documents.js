// The list of documents, and the text of one with its passages marked; long texts come in batches.

const PIECE = 4000;
const BATCH = 24000;

function documentsView() {
  if (state.doc && numbers.document.has(state.doc)) return reader(numbers.document.get(state.doc));
  const rows = documents.map((d, i) => ({ ...d, i })).filter((d) => !filtering() || evidenceIn[d.i].some((e) => passes(claims[evidence[e].claim])));
  return el("div", {}, filterBar(), table("documents", "Documents", rows, [
    { key: "title", title: "Document", text: (d) => documentName(d.i), cell: (d) => el("cite", {}, documentName(d.i)), opens: (d) => ({ doc: d.id, at: "" }) },
    { key: "publisher", title: "Publisher", text: (d) => d.publisher ?? "not stated" },
    { key: "author", title: "Author", text: (d) => d.author ?? "not stated" },
    { key: "date", title: "Date", text: (d) => (d.published ? day(d.published) : "not stated"), order: (d) => d.published ?? "9999" },
    { key: "file", title: "File", text: (d) => d.name, className: "file" },
    { key: "claims", title: "Claims", number: (d) => new Set(evidenceIn[d.i].map((e) => evidence[e].claim)).size },
    { key: "passages", title: "Passages", number: (d) => evidenceIn[d.i].length },
  ]));
}

function reader(number) {
  const row = documents[number];
  const target = targetIn(number);
  const here = evidenceIn[number];
  const at = target?.evidence === undefined ? -1 : here.indexOf(target.evidence);
  const step = (by) => () => go({ at: evidence[here[(at + by + here.length) % here.length]].id, sel: narrow() ? "" : `claim:${claims[evidence[here[(at + by + here.length) % here.length]].claim].id}` });
  const stated = [["Author", row.author], ["Publisher", row.publisher], ["Date", row.published && day(row.published)], ["File", row.name]].filter(([, v]) => v);
  return el("article", { class: "reader" },
    el("p", {}, button("← All documents", () => go({ doc: "", at: "" }), { class: "quiet" })),
    el("h2", { id: "reader-title", tabindex: "-1" }, documentName(number)),
    el("dl", { class: "facts" }, stated.map(([t, v]) => el("div", {}, el("dt", {}, t), el("dd", {}, v))), row.url && el("div", {}, el("dt", {}, "Address"), el("dd", {}, link(row.url, row.url)))),
    here.length > 0 && el("p", { class: "tools" }, el("span", { class: "words" }, at >= 0 ? `Passage ${at + 1} of ${here.length}` : `${count(here.length, "passage")} marked: press one for its claims`),
      button("Previous", step(at < 0 ? 0 : -1), { class: "quiet", "data-focus": "previous" }), button("Next", step(1), { class: "quiet", "data-focus": "next" })),
    row.text === undefined ? missing(number) : texts(number, target));
}

// What the address points at in this document: a passage, or a range.
function targetIn(number) {
  const range = /^(\d+)-(\d+)$/.exec(state.at);
  if (range) return { start: Number(range[1]), end: Number(range[2]) };
  const known = numbers.evidence.get(state.at);
  if (known === undefined || evidence[known].document !== number) return null;
  return { start: evidence[known].at[0], end: evidence[known].at[1], evidence: known };
}

function missing(number) {
  const why = documents[number].missing === "size" ? "The text of this document is not in this file: with it the file would pass 10 MB. “quoth view --focus NAME” writes a smaller page around one entity." : "The text of this document was left out when the graph was made.";
  return el("div", {}, el("p", { class: "note" }, `${why} These are its sentences that show claims.`),
    batches(evidenceIn[number], 20, (e) => el("div", { class: "passage-only", "data-evidence": evidence[e].id }, quotation(evidence[e]),
      button("Open its claim", () => go({ sel: `claim:${claims[evidence[e].claim].id}`, at: evidence[e].id }), { class: "read" })), "passage"));
}

// The text in pieces of paragraphs; those around the target first, the others when asked for, or when one scrolls to the end.
function texts(number, target) {
  const text = documents[number].text;
  const all = pieces(text);
  const spans = evidenceIn[number].map((e) => ({ start: evidence[e].at[0], end: evidence[e].at[1], what: String(e) }));
  const aim = target ? Math.max(0, all.findIndex((p) => target.start < p.end)) : 0;
  let first = Math.max(0, aim - 12);
  let last = first;
  const holder = el("div", { class: "text", dir: "auto" });
  const before = button("", () => { const to = first; first = Math.max(0, first - 12); holder.prepend(...all.slice(first, to).map(paragraph)); label(); }, { class: "more" });
  const after = button("", down, { class: "more" });
  function paragraph(piece) {
    const inside = spans.filter((s) => s.start < piece.end && s.end > piece.start);
    const skip = (documents[number].skipped ?? []).find(([s, e]) => s < piece.end && e > piece.start);
    return el("p", { class: skip ? "skipped" : null }, skip && el("span", { class: "why" }, `not analysed: ${skip[2]}`), passages(text, inside, piece, target));
  }
  function down() {
    let size = 0;
    while (last < all.length && (size < BATCH || last <= aim)) { holder.append(paragraph(all[last])); size += all[last].end - all[last].start; last += 1; }
    label();
  }
  function label() {
    before.hidden = first === 0;
    before.textContent = `Show more of the ${count(first, "paragraph")} before`;
    after.hidden = last >= all.length;
    after.textContent = `Show more of the ${count(all.length - last, "paragraph")} after`;
  }
  down();
  new IntersectionObserver((seen) => { if (seen.some((s) => s.isIntersecting) && !after.hidden) down(); }, { rootMargin: "400px" }).observe(after);
  return [before, holder, after];
}

function pieces(text) {
  const list = [];
  for (const match of text.matchAll(/[^\n]*\S[^\n]*/g)) {
    const end = match.index + match[0].length;
    let start = match.index;
    while (end - start > PIECE) {
      const space = text.lastIndexOf(" ", start + PIECE);
      let cut = space > start ? space + 1 : start + PIECE;
      if (/[\udc00-\udfff]/.test(text[cut])) cut += 1;
      list.push({ start, end: cut });
      start = cut;
    }
    list.push({ start, end });
  }
  return list;
}

// The words of a piece, with a mark for each stretch that passages cover; the one that the address names is the current one.
function passages(text, spans, piece, target) {
  const cuts = new Set([piece.start, piece.end]);
  const all = target ? [...spans, { start: target.start, end: target.end, what: "target" }] : spans;
  for (const s of all) for (const at of [s.start, s.end]) if (at > piece.start && at < piece.end) cuts.add(at);
  const stops = [...cuts].sort((a, b) => a - b);
  const parts = [];
  for (let i = 0; i + 1 < stops.length; i += 1) {
    const words = text.slice(stops[i], stops[i + 1]);
    const inside = all.filter((s) => s.start <= stops[i] && s.end >= stops[i + 1]);
    if (!inside.length) { parts.push(words); continue; }
    const current = inside.some((s) => s.what === "target");
    const rows = inside.filter((s) => s.what !== "target").map((s) => evidence[Number(s.what)]);
    const act = () => rows.length && go({ at: rows[0].id, sel: `claim:${claims[rows[0].claim].id}` });
    const about = rows.length ? `${words}. Passage for: according to ${voice(claims[rows[0].claim])}, ${statement(claims[rows[0].claim])}` : null;
    parts.push(el("mark", { class: current ? "passage current" : "passage", tabindex: rows.length || current ? "0" : null, role: rows.length ? "button" : null, "aria-label": about, onclick: act,
      onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(); } } }, words));
  }
  return parts;
}

function toTarget() {
  const goal = document.querySelector(".reader mark.current, .reader .passage-only.current") ?? document.getElementById("reader-title");
  if (!goal) return;
  goal.focus({ preventScroll: true });
  if (goal.id === "reader-title") scrollTo(0, 0);
  else goal.scrollIntoView({ block: "center", behavior: "instant" });
}
