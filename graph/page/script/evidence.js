// A sentence that shows a claim, with all that is known of it; and a claim with its sentences.

// The sentence with its trigger and the cue of its speaker marked.
function sentenceNodes(row) {
  const text = sentences[row.sentence].text;
  return marked(text, row.marks.map(([start, end, what]) => ({ start, end, what })), 0, text.length);
}

// Part of a text, in which spans, also such as overlap, have the class of their kind.
function marked(text, spans, from, to) {
  const cuts = new Set([from, to]);
  for (const s of spans) for (const at of [s.start, s.end]) if (at > from && at < to) cuts.add(at);
  const stops = [...cuts].sort((a, b) => a - b);
  const parts = [];
  for (let i = 0; i + 1 < stops.length; i += 1) {
    const inside = spans.filter((s) => s.start <= stops[i] && s.end >= stops[i + 1]).map((s) => s.what);
    const words = text.slice(stops[i], stops[i + 1]);
    if (!inside.length) parts.push(words);
    else parts.push(el(inside.includes("trigger") ? "mark" : "span", { class: [...new Set(inside)].join(" ") }, words));
  }
  return parts;
}

function quotation(row, level = "") {
  return el("blockquote", { dir: "auto", class: level }, sentenceNodes(row));
}

const LONG = 380; // letters of a sentence that is shown whole beside another
const AROUND = 130;

// The sentence; of a long one what stands around the quoted words, and the rest when asked for.
function excerpt(row, level = "") {
  const text = sentences[row.sentence].text;
  const [start, end] = row.marks.find((m) => m[2] === "quote") ?? row.marks[0] ?? [0, AROUND];
  const from = start > AROUND * 1.5 ? text.lastIndexOf(" ", start - AROUND) + 1 : 0;
  const space = text.indexOf(" ", end + AROUND);
  const to = text.length - end > AROUND * 1.5 && space > 0 ? space : text.length;
  if (text.length <= LONG || (from === 0 && to === text.length)) return quotation(row, level);
  const quoted = el("blockquote", { dir: "auto", class: level }, from > 0 && "… ", marked(text, row.marks.map(([s, e, what]) => ({ start: s, end: e, what })), from, to), to < text.length && " …");
  quoted.append(" ", button("whole sentence", () => { const whole = quotation(row, level); whole.tabIndex = -1; quoted.replaceWith(whole); whole.focus({ preventScroll: true }); }, { class: "read" }));
  return quoted;
}

function byline(claim, row) {
  const where = imprint(row.document);
  const inside = Number.isInteger(claim.narrator) ? [] : [voiceNode(claim), ", in "];
  return el("p", { class: "byline" }, inside, el("cite", {}, documentName(row.document)), where && `, ${where}`);
}

function facts(claim, row) {
  const doc = documents[row.document];
  const through = (row.through ?? []).map((e) => entities[e].name);
  const pairs = [
    ["Holder", Number.isInteger(claim.holder) ? voice(claim) : Number.isInteger(claim.narrator) ? "the document, in its own voice" : voice(claim)],
    through.length ? ["Reported by", through.join(", who is reported by ")] : null,
    ["Document", [documentName(row.document), doc.published ? day(doc.published) : "without a date"].join(", ")],
    ["Date given for it", row.date ? day(row.date) : "none"],
    Number.isInteger(row.place) ? ["Place", entities[row.place].name] : null,
    ["Polarity", POLARITY[claim.polarity] ?? claim.polarity],
    ["Modality", MODALITY[claim.modality] ?? claim.modality],
    ["Stance", `${row.cue ? `“${row.cue}”: ` : ""}the document ${STANCE[row.stance] ?? row.stance}`],
    ["Found by", `${row.trigger ? `the words “${row.trigger}”, ` : ""}rule “${row.rule}”, confidence ${Number(row.confidence).toFixed(2)}`],
  ];
  return el("dl", { class: "facts" }, pairs.filter(Boolean).map(([term, text]) => el("div", {}, el("dt", {}, term), el("dd", {}, text))));
}

// Whether the panel lies over the view, and would hide the words that somebody asks for.
function narrow() {
  return matchMedia("(max-width: 60rem)").matches;
}

function evidenceCard(claim, row) {
  const read = button(["Read it in the document", el("span", { "aria-hidden": "true" }, " →")],
    () => go({ view: "documents", doc: documents[row.document].id, at: row.id, sel: narrow() ? "" : `claim:${claim.id}` }), { class: "read" });
  return el("article", { class: state.at === row.id ? "evidence current" : "evidence", "data-evidence": row.id }, quotation(row), byline(claim, row), facts(claim, row), read);
}

// Items in batches, with a button for the next.
function batches(items, size, make, what) {
  const holder = el("div", { class: "batches" });
  const more = button("", next, { class: "more" });
  let at = 0;
  function next() {
    const first = at;
    for (const item of items.slice(at, at + size)) holder.insertBefore(make(item), more);
    at += size;
    const left = items.length - at;
    more.hidden = left <= 0;
    more.textContent = `Show ${Math.min(size, left)} more of ${count(left, what)} left`;
    if (first) holder.children[first]?.querySelector("button, a, [tabindex]")?.focus();
  }
  holder.append(more);
  next();
  return holder;
}

function badges(claim) {
  const list = [];
  if (claim.polarity === "negative") list.push(el("span", { class: "badge denied" }, "negated"));
  if (claim.modality !== "actual") list.push(el("span", { class: "badge" }, MODALITY[claim.modality] ?? claim.modality));
  if (rivals(claim).length) list.push(el("span", { class: "badge disputed" }, claim.polarity === "negative" ? "affirmed elsewhere" : "denied elsewhere"));
  return list;
}

// Claims of the same event with the opposite polarity.
function rivals(claim) {
  return claimsOf.get(claim.event).map((n) => claims[n]).filter((c) => c.polarity !== claim.polarity && c.modality === claim.modality);
}

// A claim with its passages, or with those of them that are given.
function claimBlock(number, heading = "h3", voiced = true, rows = claims[number].evidence) {
  const claim = claims[number];
  return el("section", { class: "claim", "data-claim": claim.id },
    voiced && el("p", { class: "according" }, accordingTo(claim), ":"),
    el(heading, { class: "statement" }, statementNodes(claim)),
    el("p", { class: "under" }, badges(claim), el("span", {}, `${count(claim.evidence.length, "passage")} in ${count(claim.documents.length, "document")}`)),
    batches(rows.map((e) => evidence[e]), 4, (row) => evidenceCard(claim, row), "passage"));
}
