// Sortable tables, of claims, of lines, of documents; on a narrow screen each row becomes a card.

const ROWS = 100;

// columns: {key, title, text or number of a row, cell: its nodes, opens: what a click on it selects}
function table(name, caption, rows, columns) {
  const [by, down] = state.sort.startsWith("-") ? [state.sort.slice(1), true] : [state.sort, false];
  const column = columns.find((c) => c.key === by);
  const sorted = column ? [...rows].sort((a, b) => compare(column, a, b) * (down ? -1 : 1)) : rows;
  const head = columns.map((c) => el("th", { scope: "col", class: c.number ? "number" : null, "aria-sort": c.key === by ? (down ? "descending" : "ascending") : "none" },
    button([c.title, el("span", { class: "arrow", "aria-hidden": "true" }, c.key === by ? (down ? "↓" : "↑") : "")], () => {
      const first = c.number ? `-${c.key}` : c.key;
      go({ sort: state.sort === first ? (c.number ? c.key : `-${c.key}`) : first }, true);
    }, { "data-focus": `sort-${c.key}` })));
  const body = el("tbody", {});
  const more = button("", next, { class: "more" });
  let at = 0;
  function next() {
    body.append(...sorted.slice(at, at + ROWS).map((row) => tableRow(row, columns)));
    at += ROWS;
    more.hidden = at >= sorted.length;
    more.textContent = `Show ${Math.min(ROWS, sorted.length - at)} more of ${(sorted.length - at).toLocaleString("en")} left`;
  }
  next();
  return el("div", { class: "table-wrap" },
    el("div", { class: "tools" }, el("p", { class: "words" }, count(rows.length, "row")), button("Save as CSV", () => saveRows(name, sorted, columns), { class: "quiet" })),
    rows.length === 0 ? el("p", { class: "empty" }, "No row passes the filters. ", filtering() && button("Clear the filters", clearFilters))
      : el("table", { class: name, "data-rows": String(rows.length) }, el("caption", { class: "hidden" }, caption), el("thead", {}, el("tr", {}, head)), body), more);
}

function compare(column, a, b) {
  if (column.number) return column.number(a) - column.number(b);
  const key = column.order ?? column.text;
  const [x, y] = [fold(key(a)), fold(key(b))];
  return x < y ? -1 : x > y ? 1 : 0;
}

function tableRow(row, columns) {
  const opener = columns.find((c) => c.opens);
  const cells = columns.map((c, i) => {
    const inside = c.cell ? c.cell(row) : c.number ? c.number(row).toLocaleString("en") : c.text(row);
    const content = c.opens ? button(inside, () => openRow(c, row), { class: "open" }) : inside;
    return el(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: c.number ? "number" : c.className, "data-title": c.title }, content);
  });
  return el("tr", { onclick: (event) => { if (!event.target.closest("button, a")) openRow(opener, row); } }, cells);
}

function openRow(column, row) {
  const target = column.opens(row);
  returnTo = document.activeElement;
  go(typeof target === "string" ? { sel: target } : target);
}

function claimsView() {
  const rows = claims.filter((c) => passes(c));
  const dates = (c) => c.evidence.map((e) => evidence[e].date).filter(Boolean).sort();
  const cut = claims.length < data.totals.claims && el("p", { class: "note" }, `${claims.length.toLocaleString("en")} of ${count(data.totals.claims, "claim")} are in this file, those with most passages.`);
  return el("div", { class: "claims-view" }, filterBar(), cut, table("claims", "Claims, with who says them", rows, [
    { key: "holder", title: "According to", text: voice, className: "holder" },
    { key: "claim", title: "What they say", text: statement, opens: (c) => `claim:${c.id}` },
    { key: "polarity", title: "Polarity", text: (c) => POLARITY[c.polarity] ?? c.polarity },
    { key: "modality", title: "Modality", text: (c) => MODALITY[c.modality] ?? c.modality },
    { key: "date", title: "Date given", text: (c) => (dates(c)[0] ? day(dates(c)[0]) : "none"), order: (c) => dates(c)[0] ?? "9999" },
    { key: "documents", title: "Documents", number: (c) => c.documents.length },
    { key: "passages", title: "Passages", number: (c) => c.evidence.length },
  ]));
}
