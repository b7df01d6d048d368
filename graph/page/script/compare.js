// The view that compares the sources: the matrix, the disagreements, what each leaves out, and what is repeated.

const PARTS = { "": "Matrix", disagreements: "Disagreements", omissions: "Left out", repeats: "Repeated" };

function compareView() {
  const part = Object.hasOwn(PARTS, state.as) ? state.as : "";
  const amounts = { disagreements: chosenDisagreements().length, repeats: data.reprints.length + data.quotes.length };
  const parts = el("div", { class: "switch", role: "group", "aria-label": "What to compare" }, Object.entries(PARTS).map(([key, name]) =>
    button(amounts[key] === undefined ? name : [name, " ", el("small", {}, amounts[key].toLocaleString("en"))], () => go({ as: key, all: "" }), { "aria-pressed": String(key === part), "data-focus": `part-${key}` })));
  const sources = (part === "" || part === "omissions") && el("label", { class: "many" }, "Sources: ",
    el("select", { id: "by", "data-focus": "by", onchange: (e) => go({ by: e.target.value === "document" ? "" : e.target.value }, true) }, Object.entries(BY).map(([key, name]) => el("option", { value: key, selected: key === by() }, name))));
  return el("div", { class: "compare" }, el("h2", { class: "hidden" }, `Compare: ${PARTS[part]}`), filterBar(), el("div", { class: "tools" }, parts, sources),
    { "": matrix, disagreements: disagreementsList, omissions, repeats }[part]());
}

// For each source the events that two independent ones tell and it does not.
function omissions() {
  const how = by();
  const shared = chosenEvents().shared.filter((e) => e.witnesses > 1 && tellers(e.id, how).length > 1);
  const lacking = new Map([...sourcesBy(how).names.keys()].filter((s) => isWanted(s, how)).map((s) => [s, []]));
  for (const e of shared) for (const s of silent(e.id, how)) lacking.get(s)?.push(e);
  const rows = [...lacking].filter(([, list]) => list.length).sort((a, b) => b[1].length - a[1].length);
  const few = sourcesBy(how).names.size <= FEW_SOURCES;
  const rule = few ? "" : " A source is listed only where it names two of those whom the event is about, or the only one: to be silent on strangers is no omission.";
  return el("div", { class: "omissions" },
    el("p", { class: "words" }, `${count(shared.length, "event")} told by two independent ${BY[how]} or more, and who leaves them out.${rule} Leaving out is not denying.`),
    rows.length === 0 && el("p", { class: "empty" }, "Nothing is left out here that two others tell. ", filtering() && button("Clear the filters", clearFilters)),
    batches(rows, 12, ([source, list]) => omitted(source, list, shared.length, how), "source"));
}

function omitted(source, list, all, how) {
  const item = (e) => {
    const near = nearBy(e.id, source, how);
    const telling = tellers(e.id, how).map((s) => clip(sourcesBy(how).names.get(s), 48));
    const names = telling.slice(0, NAMED).join("; ") + (telling.length > NAMED ? ` and ${telling.length - NAMED} more` : "");
    return el("li", {}, button(proposition(e.id), null, { class: "open", ...opens(`cell:${e.id}~${how}~${source}`) }), el("small", {}, `told by ${names}${near && `; this one ${near}`}`));
  };
  return el("section", { class: "omitted" }, el("h3", { class: "rule" }, sourcesBy(how).names.get(source), " ", el("small", {}, `leaves out ${list.length} of ${all}`)), el("ul", { class: "plain" }, list.slice(0, 40).map(item)),
    list.length > 40 && el("p", { class: "note" }, `and ${list.length - 40} more`));
}

// Reprints, and quotations that several documents give.
function repeats() {
  const wanted = (d) => isWanted(documents[d].id, "document");
  const copies = data.reprints.filter((group) => group.some(wanted));
  const quotes = data.quotes.filter((q) => q.versions.some((v) => wanted(v.document)));
  const open_ = (d, at) => button(["Read it in the document", el("span", { "aria-hidden": "true" }, " →")], () => go({ view: "documents", doc: documents[d].id, at, sel: "" }), { class: "read" });
  const reprint = (group) => el("li", { class: "evidence" }, el("ul", { class: "plain" }, group.map((d) => el("li", {}, button(el("cite", {}, documentName(d)), () => go({ view: "documents", doc: documents[d].id, at: "" }), { class: "open" }), ` ${imprint(d)}`))));
  const quote = (q) => el("li", {}, el("h4", {}, q.holder ?? "A speaker who could not be made out", el("span", { class: q.difference === "same words" ? "badge" : "badge disputed" }, q.difference === "same words" ? "the same words" : "other words")),
    q.difference !== "same words" && el("p", {}, `Beside the fullest version another ${q.difference}.`),
    el("div", { class: "pair" }, q.versions.map((v) => el("div", {}, el("blockquote", { dir: "auto" }, "“", v.text, "”"), el("p", { class: "byline" }, el("cite", {}, documentName(v.document)), imprint(v.document) && `, ${imprint(v.document)}`), open_(v.document, v.at.join("-"))))));
  return el("div", { class: "repeats" },
    el("h3", { class: "rule" }, "Reprints"), el("p", { class: "words" }, copies.length ? "Each group is one text under several names, and counts as one witness." : "No two of these documents share more than half of their words in the same order."), el("ul", { class: "further" }, copies.map(reprint)),
    el("h3", { class: "rule" }, "One quotation in several documents"), el("p", { class: "words" }, quotes.length ? "The fullest version comes first; what the others leave out or change is told." : "No quotation of six words or more stands in two independent documents."), el("ul", { class: "further" }, quotes.map(quote)));
}
