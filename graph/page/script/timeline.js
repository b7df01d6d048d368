// The timeline: what is held at which date, in order; imprecise dates as bars over the days they can mean, undated rows apart.

const MOST_MOMENTS = 150;
const AXIS = 1000;
const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000];
const DAY = 86400000;
const MANY_DAYS = 40; // of fewer none are cut off

// The rows in the selection, each with those of its passages whose claims pass.
function chosenMoments() {
  const rows = data.timeline.rows.map((row) => ({ ...row, row, seen: row.evidence.filter((e) => passes(claims[evidence[e].claim])) })).filter((r) => r.seen.length);
  return { dated: rows.filter((r) => r.from || r.to), undated: rows.filter((r) => !r.from && !r.to) };
}

// Of many rows those that are contested first, then those with most passages; shown in the order of time.
function fewMoments(rows) {
  if (rows.length <= MOST_MOMENTS || state.all) return rows;
  const worth = (r) => (r.clash ? 1000 : 0) + (isContested(r) ? 500 : 0) + r.seen.length;
  const best = new Set([...rows].sort((a, b) => worth(b) - worth(a)).slice(0, MOST_MOMENTS));
  return rows.filter((r) => best.has(r));
}

function isContested(row) {
  return (data.events[numbers.event.get(claims[evidence[row.seen[0]].claim].event)]?.score ?? 0) > 0;
}

function timelineView() {
  const { dated, undated } = chosenMoments();
  const shown_ = fewMoments(dated);
  const table = state.as === "table";
  const switch_ = el("div", { class: "switch", role: "group", "aria-label": "Show as" },
    button("Picture", () => go({ as: "" }), { "aria-pressed": String(!table), "data-focus": "as-picture" }), button("Table", () => go({ as: "table" }), { "aria-pressed": String(table), "data-focus": "as-table" }));
  const cut = shown_.length < dated.length && button(`Show all ${dated.length.toLocaleString("en")}`, () => go({ all: "1" }, true), { class: "quiet" });
  const words = el("p", { class: "words", id: "time-words" }, shown_.length < dated.length
    ? `Showing ${shown_.length} of ${count(dated.length, "dated row")}: those with contested dates or statements, then those with most passages. ` : `${count(dated.length, "dated row")}, in order of time. `,
  `${count(undated.length, "row")} without a date ${undated.length === 1 ? "stands" : "stand"} ${table ? "at the end" : "below"}.`);
  return el("div", { class: "timeline" }, el("h2", { class: "hidden" }, "Timeline"), filterBar(), el("div", { class: "tools" }, switch_, words, cut, !table && shown_.length > 0 && button("Save as SVG", () => saveTimeline(shown_), { class: "quiet" })),
    table ? momentTable([...dated, ...undated]) : [timePicture(shown_), undatedList(undated)]);
}

function momentTable(rows) {
  return table("timeline", "Claims in time", rows, [
    { key: "when", title: "Date given", text: (r) => r.when ?? "none", order: (r) => r.from ?? r.to ?? "9999" },
    { key: "claim", title: "What is held", text: (r) => statement(firstClaim(r)), opens: (r) => momentKey(r) },
    { key: "voices", title: "According to", text: voicesOf, className: "holder" },
    { key: "documents", title: "In", text: (r) => [...new Set(r.seen.map((e) => documentName(evidence[e].document)))].join("; ") },
    { key: "note", title: "Other dates", text: (r) => (r.others ?? []).join("; ") + (r.clash ? " (contradicts)" : "") },
    { key: "passages", title: "Passages", number: (r) => r.seen.length },
  ]);
}

function firstClaim(row) {
  return claims[evidence[row.seen[0]].claim];
}

function momentKey(row) {
  return `time:${evidence[row.row.evidence[0]].id}`;
}

function voicesOf(row) {
  return [...new Set(row.seen.map((e) => voice(claims[evidence[e].claim])))].join(", ");
}

// Days as places on the axis.
function scaleOf(rows) {
  const [first, last] = ends(rows.flatMap((r) => [r.from, r.to]).filter(Boolean).map((d) => Date.parse(d)).sort((a, b) => a - b));
  const x = (day_) => Math.max(0, Math.min(AXIS, Math.round((AXIS * (Date.parse(day_) - first)) / (last - first))));
  const beyond = (r) => Date.parse(r.to ?? r.from) < first || Date.parse(r.from ?? r.to) > last;
  return { beyond, cut: rows.filter(beyond).length, span: (r) => [r.from ? x(r.from) : 0, r.to ? x(r.to) : AXIS], marks: marksOf(first, last).map(([name, day_]) => [name, x(day_)]) };
}

// The first days of years, or, within three years, of months, with their names: as many as find room.
function marksOf(first, last) {
  const months = last - first < 3 * 366 * DAY;
  const of_ = (at) => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth();
  const [from, to] = months ? [of_(first) + 1, of_(last)] : [new Date(first).getUTCFullYear() + 1, new Date(last).getUTCFullYear()];
  const step = (months ? [1, 2, 3, 6, 12] : STEPS).find((s) => (to - from) / s < (months ? 3 : 6)) ?? (months ? 12 : STEPS.at(-1));
  const names = (n) => (months ? [`${MONTHS[n % 12].slice(0, 3)} ${Math.floor(n / 12)}`, `${String(Math.floor(n / 12)).padStart(4, "0")}-${String((n % 12) + 1).padStart(2, "0")}-01`]
    : [String(n), `${String(n).padStart(4, "0")}-01-01`]);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i).filter((n) => n % step === 0).map(names);
}

// The ends of the axis. Where the first or the last fifth of the days takes half of it, they are cut and stand at the edge.
function ends(days) {
  let [first, last] = [days[0], days.at(-1)];
  if (days.length < MANY_DAYS) return [first, Math.max(last, first + DAY)];
  const [low, high] = [days[Math.floor(days.length / 5)], days[Math.ceil(days.length * 0.8) - 1]];
  const whole = last - first;
  if (low - first > whole / 2) first = low;
  if (last - high > whole / 2) last = high;
  return [first, Math.max(last, first + DAY)];
}

function barClass(row) {
  const claim = firstClaim(row);
  return `days${claim.polarity === "negative" ? " denied" : ""}${claim.modality === "actual" ? "" : " open"}${row.clash ? " clash" : ""}`;
}

// A place on the axis as a part of its width, with a little room at both ends.
function share(x) {
  return `${((100 * (x + 10)) / (AXIS + 20)).toFixed(2)}%`;
}

// The part of the picture that stands in a row: the marks of the years, and a bar over the days that the date can mean.
function axisRow(row, scale) {
  const [start, end] = scale.span(row);
  const svg = shape("svg", { "aria-hidden": "true" });
  svg.append(...scale.marks.map(([, x]) => shape("line", { x1: share(x), x2: share(x), y1: "0", y2: "100%", class: "mark" })),
    scale.beyond(row) ? shape("text", { x: share(start), y: "50%", "text-anchor": "middle", "dominant-baseline": "central", class: "beyond" }, start > 0 ? "›" : "‹")
      : shape("rect", { x: share(start - 9), y: "50%", width: share(end - start + 9), height: 10, rx: 5, transform: "translate(0 -5)", class: barClass(row) }));
  return el("span", { class: "axis" }, svg);
}

function timePicture(rows) {
  if (!rows.length) return el("p", { class: "empty" }, "Nothing in this selection has a date. ", filtering() && button("Clear the filters", clearFilters));
  const scale = scaleOf(rows);
  const marks = el("div", { class: "years", "aria-hidden": "true" }, scale.marks.map(([year, x]) => { const m = el("span", {}, String(year)); m.style.insetInlineStart = share(x); return m; }));
  return el("div", { class: "moments", role: "region", "aria-label": "Claims in order of time" },
    el("div", { class: "moment head" }, el("span", {}, "Date given"), marks, el("span", {}, "Who holds what")),
    el("ol", { class: "top-list moment-list" }, rows.map((r) => el("li", {}, momentRow(r, scale)))),
    el("p", { class: "note" }, "Filled: affirmed. Outlined: denied. Pale: intended, possible or demanded. A long bar covers all days that the date can mean. ",
      scale.cut > 0 && `${count(scale.cut, "row")} far from the others ${scale.cut === 1 ? "stands" : "stand"} beyond the edge, at the arrows ‹ and ›. `, "Order: ", data.timeline.rule, "."));
}

// Where an instrument is in focus, the step in its life: "put forward", "answered", "rejected".
function stageOf(row) {
  const focus = numbers.entity.get(state.ego);
  const claim = firstClaim(row);
  const isStep = entities[focus]?.type === "Instrument" && claim.about.includes(focus) && claim.polarity === "positive" && claim.modality === "actual";
  const step = isStep && Object.hasOwn(data.timeline.stages, claim.relation) && data.timeline.stages[claim.relation];
  return step ? [el("span", { class: "badge stage" }, step), " "] : null;
}

function momentRow(row, scale) {
  return el("button", { type: "button", class: "moment name", ...opens(momentKey(row)), "aria-label": `${row.when ?? "Without a date"}: according to ${voicesOf(row)}, ${statement(firstClaim(row))}${row.clash ? "; dates contradict" : ""}` },
    el("span", { class: "when" }, row.when ?? ""), scale && axisRow(row, scale),
    el("span", { class: "held" }, el("small", {}, stageOf(row), `According to ${clip(voicesOf(row), 90)}`), el("span", { class: "statement" }, statement(firstClaim(row))),
      row.others && el("small", { class: row.clash ? "badge disputed" : "badge" }, `also dated ${row.others.join("; ")}`)));
}

function undatedList(rows) {
  return rows.length > 0 && el("section", {}, el("h3", { class: "rule" }, `Without a date: ${rows.length.toLocaleString("en")}`),
    batches(rows, 20, (r) => el("div", { class: "undated" }, momentRow(r)), "row"));
}

// The whole picture as a file.
function saveTimeline(rows) {
  const scale = scaleOf(rows);
  const high = 40 + rows.length * 22;
  const root = shape("svg", { xmlns: SVG, viewBox: `0 0 1400 ${high}`, width: 1400, height: high, "font-family": "system-ui, sans-serif", "font-size": 13 });
  const at = (x) => 190 + (x * 400) / AXIS;
  root.append(shape("title", {}, `${data.title}: claims in time`), shape("rect", { width: 1400, height: high, fill: colour("paper") }),
    ...scale.marks.flatMap(([year, x]) => [shape("line", { x1: at(x), x2: at(x), y1: 26, y2: high, stroke: colour("rule") }), shape("text", { x: at(x), y: 18, "text-anchor": "middle", fill: colour("soft") }, String(year))]));
  rows.forEach((r, i) => {
    const [start, end] = scale.span(r);
    const [claim, y] = [firstClaim(r), 34 + i * 22];
    const tint = colour(claim.polarity === "negative" ? "warn" : "accent");
    root.append(shape("text", { x: 10, y: y + 12, fill: colour("ink") }, clip(r.when, 26)),
      shape("rect", { x: at(start) - 4, y: y + 3, width: at(end) - at(start) + 8, height: 9, rx: 4, fill: tint, stroke: tint, "fill-opacity": claim.polarity === "negative" ? 0 : claim.modality === "actual" ? 1 : 0.25 }),
      shape("text", { x: 610, y: y + 12, fill: colour("ink") }, clip(`${statement(claim)} (according to ${clip(voicesOf(r), 40)})`, 116)));
  });
  save(new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" }), "timeline.svg");
}
