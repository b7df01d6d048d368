// The filters, which hold for all views alike; each says how many claims it would leave.

const FACET_TITLES = { type: "Entity type", relation: "Relation", holder: "Holder", document: "Document", publisher: "Publisher", date: "Date given",
  polarity: "Polarity", modality: "Modality", manner: "How it is told" };
const FACET_VALUES = {
  type: (c) => [...new Set(c.about.map((e) => entities[e].type))],
  relation: (c) => [c.relation],
  holder: (c) => [holderKey(c)],
  document: (c) => c.documents.map((d) => documents[d].id),
  publisher: (c) => [...new Set(c.documents.map((d) => documents[d].publisher ?? UNSTATED))],
  date: (c) => [...new Set(c.evidence.flatMap((e) => years(evidence[e].date)))],
  polarity: (c) => [c.polarity],
  modality: (c) => [c.modality],
  manner: (c) => [claimManner(c)],
};

// The years that a date or a range covers; what bears no date stands apart and is never dropped.
function years(date) {
  const found_ = [...String(date ?? "").matchAll(/(?:^|\/)(\d{4})/g)].map((m) => Number(m[1]));
  if (!found_.length) return [UNSTATED];
  const [first, last] = [found_[0], found_.at(-1)];
  return Array.from({ length: Math.max(1, Math.min(last - first, 99) + 1) }, (_, i) => String(first + i));
}

function facetLabel(key, value) {
  if (key === "relation") return relationName(value);
  if (key === "document") return numbers.document.has(value) ? documentName(numbers.document.get(value)) : value;
  if (key === "polarity") return POLARITY[value] ?? value;
  if (key === "modality") return MODALITY[value] ?? value;
  if (key === "manner") return MANNERS[value] ?? value;
  if (value === UNSTATED) return key === "date" ? "Without a date" : "Not stated";
  if (key !== "holder") return value;
  if (value === OWN) return "The documents themselves";
  if (value === UNCLEAR) return "Speakers who could not be made out";
  return numbers.entity.has(value) ? entities[numbers.entity.get(value)].name : value;
}

function toggle(key, value) {
  const now = state[key];
  go({ [key]: now.includes(value) ? now.filter((v) => v !== value) : [...now, value] }, true);
}

function clearFilters() {
  go({ ...Object.fromEntries(FACETS.map((key) => [key, []])), q: "", ego: "" }, true);
}

let openFacet = "";

function filterBar() {
  const chip = (words, remove) => button([el("span", {}, words), el("span", { "aria-hidden": "true" }, " ×")], remove, { class: "chip", "aria-label": `Remove the filter ${words}` });
  const chips = [
    ...(numbers.entity.has(state.ego) ? [chip(`In focus: ${entities[numbers.entity.get(state.ego)].name}`, () => go({ ego: "" }, true))] : []),
    ...(state.q ? [chip(`Words: ${state.q}`, () => go({ q: "" }, true))] : []),
    ...FACETS.flatMap((key) => state[key].map((value) => chip(`${FACET_TITLES[key]}: ${facetLabel(key, value)}`, () => toggle(key, value)))),
  ];
  return el("section", { class: "filters", "aria-label": "Filters" }, FACETS.map(facet),
    chips.length > 0 && el("div", { class: "chips" }, chips, button("Clear all", clearFilters, { class: "quiet" })));
}

function facet(key) {
  const box_ = el("div", { class: "menu" });
  const chosen = state[key].length;
  const made = el("details", { class: "facet", "data-facet": key, open: openFacet === key },
    el("summary", {}, FACET_TITLES[key], chosen > 0 && el("b", {}, String(chosen))), box_);
  if (openFacet === key) fillFacet(key, box_);
  made.addEventListener("toggle", () => {
    if (made.open && openFacet !== key) {
      document.querySelectorAll("details.facet[open]").forEach((d) => { if (d !== made) d.open = false; });
      openFacet = key;
      fillFacet(key, box_);
    } else if (!made.open && openFacet === key) openFacet = "";
  });
  return made;
}

function fillFacet(key, holder) {
  const amounts = new Map(state[key].map((v) => [v, 0]));
  for (const c of claims) if (passes(c, key)) for (const v of FACET_VALUES[key](c)) amounts.set(v, (amounts.get(v) ?? 0) + 1);
  const rows = [...amounts].sort((a, b) => (key === "date" ? (a[0] < b[0] ? 1 : -1) : b[1] - a[1]) || (facetLabel(key, a[0]) < facetLabel(key, b[0]) ? -1 : 1));
  const list = el("div", { class: "values", role: "group", "aria-label": FACET_TITLES[key] });
  const show = (words) => {
    const good = rows.filter(([v]) => fold(facetLabel(key, v)).includes(fold(words)));
    list.replaceChildren(...good.slice(0, 80).map(([v, n]) => el("label", {},
      el("input", { type: "checkbox", checked: state[key].includes(v), "data-value": v, onchange: () => toggle(key, v) }),
      key === "type" ? mark(v) : null, el("span", {}, facetLabel(key, v)), el("span", { class: "amount" }, n.toLocaleString("en")))),
    ...(good.length > 80 ? [el("p", { class: "note" }, `${good.length - 80} more: type a part of the name`)] : []));
  };
  const words = el("input", { type: "search", "aria-label": `Find a value of ${FACET_TITLES[key]}`, placeholder: "Find …", oninput: (e) => show(e.target.value) });
  holder.replaceChildren(...(rows.length > 8 ? [words] : []), list);
  show("");
}

document.addEventListener("click", (event) => {
  if (event.target.isConnected && !event.target.closest("details.facet")) closeFacets();
});

function closeFacets() {
  const open_ = document.querySelector("details.facet[open]");
  if (!open_) return false;
  const back = open_.contains(document.activeElement);
  openFacet = "";
  open_.open = false;
  if (back) open_.querySelector("summary").focus();
  return true;
}
