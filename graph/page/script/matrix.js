// The matrix: a row for each event, a column for each source, or, where there are too many of these, for each position.

const COLUMNS = 8;
const BESIDE = 4; // descriptions that tell less or more, under a row
const NAMED = 3; // sources named in a cell

// The events in the selection in the order of their rank: those that several sources tell or that are contested, and the others.
function chosenEvents() {
  const seen = data.events.filter((e) => claimsOf.has(e.id) && claimsOf.get(e.id).some((c) => passes(claims[c])));
  const shared = seen.filter((e) => e.score || tellers(e.id).length > 1);
  const shared_ = new Set(shared);
  return { shared, alone: seen.filter((e) => !shared_.has(e)) };
}

function matrix() {
  const how = by();
  const { shared, alone } = chosenEvents();
  const rows = withBeside(state.all || !shared.length ? [...shared, ...alone] : shared);
  const speaking = new Set(rows.flatMap((r) => tellers(r.event, how)));
  const sources = [...sourcesBy(how).names.keys()].filter((s) => speaking.has(s) && isWanted(s, how));
  const wide = sources.length > COLUMNS;
  const more = alone.length > 0 && shared.length > 0 && button(state.all ? "Only what several tell" : `Also what one of the ${BY[how]} alone tells: ${alone.length.toLocaleString("en")}`, () => go({ all: state.all ? "" : "1" }, true), { class: "quiet" });
  const body = rows.length ? grid(rows, wide ? byPosition(rows, how) : bySource(sources, how), how)
    : el("p", { class: "empty" }, "No event passes the filters. ", filtering() && button("Clear the filters", clearFilters));
  return el("div", { class: "matrix-view" },
    el("div", { class: "tools" }, el("p", { class: "words" }, matrixWords(shared.length, alone.length, wide, sources.length, how)), more, button("Save as CSV", () => saveRows("matrix", rows, csvColumns(how)), { class: "quiet" })),
    body, positionLegend());
}

function matrixWords(shared, alone, wide, sources, how) {
  const all = Math.max(shared + alone, new Set(claims.map((c) => c.event)).size);
  const cut = all > shared + alone && !filtering() ? `; ${(all - shared - alone).toLocaleString("en")} further ones, which one source tells, are in the table of claims` : "";
  const many = wide ? ` ${sources} ${BY[how]} are too many for columns: choose up to ${COLUMNS} of them with the filters to see them side by side.` : "";
  const first = shared ? `${count(shared, "event")} that several ${BY[how]} tell or that ${shared === 1 ? "is" : "are"} contested, the most contested first` : `No event here is told by several ${BY[how]} or contested: these are told by one alone`;
  return `${first}${cut}. Press a cell for its sentences.${many}`;
}

const SORTS = { against: "contested by:", less: "tells less:", more: "tells more widely:" };

// Each event, with those that contest it and those that tell less or more of it under it; what stands there does not come again.
function withBeside(events) {
  const taken = new Set();
  const rivalsOf = new Map();
  for (const d of data.disagreements) {
    const [left, right] = [claims[d.left].event, claims[d.right].event];
    if (left !== right) for (const [a, b] of [[left, right], [right, left]]) rivalsOf.set(a, [...(rivalsOf.get(a) ?? []), b]);
  }
  return events.flatMap((e) => {
    if (taken.has(e.id)) return [];
    taken.add(e.id);
    const all = [...(rivalsOf.get(e.id) ?? []).map((id) => ["against", id]), ...(e.narrower ?? []).map((id) => ["less", id]), ...(e.wider ?? []).map((id) => ["more", id])];
    const beside = [];
    for (const [sort, id] of all) if (claimsOf.has(id) && !taken.has(id) && beside.length < BESIDE) { taken.add(id); beside.push([sort, id]); }
    return [{ event: e.id, score: e.score }, ...beside.map(([sort, id]) => ({ event: id, under: e.id, sort }))];
  });
}

function bySource(sources, how) {
  return sources.map((s) => ({ title: sourcesBy(how).names.get(s), small: numbers.document.has(s) && imprint(numbers.document.get(s)), cell: (row) => cellOf(row, s, how) }));
}

function cellOf(row, source, how) {
  const { position, passages } = standOf(row.event, source, how);
  if (position === "omits" && isStranger(row.event, source, how)) return null;
  const near = position === "omits" ? nearBy(row.event, source, how) : "";
  const told = toldBy(position, passages, how);
  const dates = datesIn(passages).slice(0, 2);
  const label = `${sourcesBy(how).names.get(source)}: ${position}${near && `, but ${near}`}${told.length ? `; ${told.join(", ")}` : ""}${dates.length ? `, dated ${dates.join(" and ")}` : ""}`;
  return el("button", { type: "button", class: `cell ${position}`, "aria-label": label, ...opens(`cell:${row.event}~${how}~${source}`) },
    positionLabel(position), told.length > 0 && el("small", {}, told.join(", ")), dates.length > 0 && el("small", {}, dates.join("; ")), near && el("small", {}, near));
}

// Whom a source lets speak, and what they hold: "Ilsa Brandt denies".
function toldBy(position, passages, how) {
  if (how === "speaker" && position !== "reports") return [];
  const others = passages.map((e) => claims[evidence[e].claim]).filter((c) => !Number.isInteger(c.narrator)).map((c) => `${voice(c)} ${ownPosition(c)}`);
  return [...new Set(others)].slice(0, 3).map((words, i) => (i === 0 && position !== "reports" ? `reports that ${words}` : words));
}

// What a source that omits an event tells of it in another description.
function nearBy(event, source, how) {
  const row = data.events[numbers.event.get(event)] ?? {};
  const tells = (list) => (list ?? []).some((id) => sourcesBy(how).told.get(id)?.has(source));
  return tells(row.narrower) ? "tells less of it" : tells(row.wider) ? "tells it more widely" : "";
}

function byPosition(rows, how) {
  const used = new Set(rows.flatMap((r) => tellers(r.event, how).map((s) => standOf(r.event, s, how).position)).concat("omits"));
  return ORDER.filter((p) => used.has(p)).map((p) => ({ title: p, position: p, cell: (row) => {
    const list = p === "omits" ? silent(row.event, how) : tellers(row.event, how).filter((s) => standOf(row.event, s, how).position === p);
    const shown_ = list.filter((s) => isWanted(s, how));
    if (!shown_.length) return null;
    if (p === "omits") return button(`${count(shown_.length, "source")}`, null, { class: "cell omits", ...opens(`event:${row.event}`) });
    const more = shown_.length > NAMED && button(`and ${shown_.length - NAMED} more`, null, { class: "cell", ...opens(`event:${row.event}`) });
    return [shown_.slice(0, NAMED).map((s) => button(clip(sourcesBy(how).names.get(s), 60), null, { class: `cell ${p}`, ...opens(`cell:${row.event}~${how}~${s}`) })), more];
  } }));
}

// What makes a button open a selection in the panel; the one that is open is marked.
function opens(target) {
  return { "data-sel": target, onclick: (event) => { event.stopPropagation(); returnTo = event.currentTarget; go({ sel: target, at: "" }); } };
}

function markOpen() {
  for (const b of document.querySelectorAll("[data-sel]")) {
    if (b.dataset.sel === state.sel) b.setAttribute("aria-current", "true");
    else b.removeAttribute("aria-current");
  }
}

function grid(rows, columns, how) {
  const head = el("tr", {}, el("th", { scope: "col", class: "event" }, "What is told"),
    columns.map((c) => el("th", { scope: "col" }, c.position ? positionLabel(c.position) : [el("span", { class: "source", title: c.title }, c.title), c.small && el("small", {}, c.small)])));
  const body = el("tbody", {});
  const more = button("", next, { class: "more" });
  let at = 0;
  function next() {
    const from = body.children.length;
    body.append(...rows.slice(at, at + ROWS).map((r) => gridRow(r, columns, how)));
    at += ROWS;
    more.hidden = at >= rows.length;
    more.textContent = `Show ${Math.min(ROWS, rows.length - at)} more of ${(rows.length - at).toLocaleString("en")} left`;
    if (from) body.children[from].querySelector("button")?.focus();
  }
  next();
  return [el("div", { class: "scroll" }, el("table", { class: `matrix ${columns[0]?.position ? "positions" : "sources"}`, onkeydown: gridKeys },
    el("caption", { class: "hidden" }, "What is told, and how each source speaks of it"), el("thead", {}, head), body)), more];
}

function gridRow(row, columns) {
  const said = el("th", { scope: "row", class: "event" }, row.under && el("small", { class: "sort" }, SORTS[row.sort]),
    button(proposition(row.event), null, { class: "open", ...opens(`event:${row.event}`) }), row.score && [" ", el("span", { class: "badge disputed" }, "contested")]);
  return el("tr", { class: row.under ? "beside" : null, "data-event": row.event }, said, columns.map((c) => el("td", { "data-title": c.title }, c.cell(row))));
}

// Arrow keys go from cell to cell.
function gridKeys(event) {
  const ways = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  const cell = event.target.closest("td, th");
  if (!Object.hasOwn(ways, event.key) || !cell || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  const rows = [...event.currentTarget.querySelectorAll("tbody tr")];
  let [row, column] = [rows.indexOf(cell.parentElement), cell.cellIndex];
  const [down, right] = ways[event.key];
  for (row += down, column += right; rows[row]?.cells[column]; row += down, column += right) {
    const goal = rows[row].cells[column].querySelector("button");
    if (goal) { goal.focus(); return; }
  }
}

function positionLegend() {
  return el("dl", { class: "positions-legend" }, ORDER.map((p) => el("div", {}, el("dt", {}, positionLabel(p)), el("dd", {}, POSITIONS[p].words))));
}

function csvColumns(how) {
  const sources = [...sourcesBy(how).names].filter(([s]) => isWanted(s, how));
  return [{ title: "event", text: (r) => proposition(r.event) }, ...sources.map(([s, name]) => ({ title: name, text: (r) => (isStranger(r.event, s, how) ? "" : standOf(r.event, s, how).position) }))];
}
