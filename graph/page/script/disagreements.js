// Disagreements side by side: their headings as open questions, the pair of sentences, and judgements of one thing.

const KINDS = {
  polarity: "affirmed and denied", date: "two dates", number: "two numbers", agent: "one act, two actors", modality: "how firmly",
  opposition: "for and against", accusation: "accusations in both directions", position: "opposite positions", judgement: "two judgements",
};
const HEADING_LETTERS = 64;

// "How firmly" is of one relation; two relations are an act refused here and wanted there.
function kindOf(d) {
  return d.kind === "modality" && claims[d.left].relation !== claims[d.right].relation ? "refused or wanted" : KINDS[d.kind];
}

const HEADINGS = {
  polarity: (d) => (claims[d.left].event === claims[d.right].event ? [...uncapital(statementOf(d.left)), ", or not?"]
    : claims[d.right].relation === "deny" ? ["Accused, and denied: ", ...uncapital(statementOf(d.left))] : either(d)),
  date: (d) => ["When? ", ...uncapital(statementOf(d.left)), ...datesOf(d)],
  number: (d) => ["How many? ", ...uncapital(statementOf(d.left))],
  agent: (d) => ["Who? ", ...either(d)],
  modality: (d) => either(d),
  opposition: (d) => either(d),
  accusation: (d) => ["Accusations in both directions: ", ...whoIsIn(d)],
  position: (d) => ["For and against ", thing(d)],
  judgement: (d) => ["Two judgements of ", thing(d)],
};

function heading(d) {
  return HEADINGS[d.kind](d).map((part, i) => (i === 0 && typeof part === "string" ? part.charAt(0).toUpperCase() + part.slice(1) : part));
}

function uncapital(parts) {
  return parts.map((p, i) => (i === 0 && typeof p === "string" ? p.charAt(0).toLowerCase() + p.slice(1) : p));
}

// A statement with its long quotations cut short.
function statementOf(number) {
  return statementNodes(claims[number]).map((p) => (typeof p === "string" ? p.replace(/“([^”]*)”/g, (_, words) => `“${clip(words, HEADING_LETTERS)}”`) : p));
}

// "NATO rejects the draft, or supports it?": who is the same on both sides is named once.
function either(d) {
  const [left, right] = [claims[d.left].says, claims[d.right].says];
  let same = 0;
  while (same < Math.min(left.length, right.length) - 1 && left[same] === right[same]) same += 1;
  const rest = uncapital(statementOf(d.right).slice(same && typeof right[same] === "string" ? same : 0));
  return [...uncapital(statementOf(d.left)), ", or ", ...rest.map((p, i) => (i === 0 && typeof p === "string" ? p.trimStart() : p)), "?"];
}

function datesOf(d) {
  const dates = [d.left, d.right].map((n, i) => bestEvidence(claims[n], d.shown[i])?.date).filter(Boolean).map(day);
  return dates.length === 2 ? [`: ${dates[0]}, or ${dates[1]}?`] : [];
}

function whoIsIn(d) {
  const both = claims[d.left].about.filter((e) => claims[d.right].about.includes(e));
  return (both.length ? both : claims[d.left].about).slice(0, 2).flatMap((e, i) => (i ? [" and ", entityLink(e)] : [entityLink(e)]));
}

function thing(d) {
  return Number.isInteger(d.about) ? entityLink(d.about) : "one thing";
}

// The disagreements in the selection: one side at least passes the filters.
function chosenDisagreements() {
  return data.disagreements.filter((d) => passes(claims[d.left]) || passes(claims[d.right]));
}

function pair(d, level = "h4") {
  return el("article", { class: "dispute" }, el("p", { class: "kicker" }, kindOf(d)), el(level, {}, heading(d)),
    el("div", { class: "pair" }, [d.left, d.right].map((n, i) => short_(n, d.shown[i], true))));
}

// Disagreements on one event, or of one kind on one thing, together, each group where its first stands.
function bySubject(list) {
  const groups = [];
  const subjects = (d) => (Number.isInteger(d.about) ? [`${d.kind} ${d.about}`] : [d.left, d.right].map((c) => `${d.kind} ${claims[c].event}`));
  for (const d of list) {
    const group = d.first ? undefined : groups.find((g) => subjects(g[0]).some((s) => subjects(d).includes(s)));
    if (group) group.push(d);
    else groups.push([d]);
  }
  return groups;
}

function disagreementsList() {
  const list = chosenDisagreements();
  const note = list.length === 0 ? (filtering() ? "No disagreement is in this selection. " : "No two claims here contradict each other in a way that could be made out.")
    : `${count(list.length, "disagreement")}, the most telling first. No side is taken.`;
  const holder = batches(bySubject(list), 20, ([head, ...rest]) => el("div", { class: "subject" }, pair(head, "h3"),
    rest.length > 0 && el("details", {}, el("summary", {}, `${rest.length} more on the same`), el("div", { class: "further" }, rest.map((d) => pair(d))))), "subject");
  holder.classList.add("further");
  return el("div", { class: "disagreements" }, el("p", { class: "words" }, note, list.length === 0 && filtering() && button("Clear the filters", clearFilters)), holder, judgements());
}

// What is judged by two voices or in two ways, each judgement with who gives it.
function judgements() {
  const things = new Map();
  for (const c of claims) {
    const judged = c.relation === "characterize" && passes(c) ? c.pairs[0]?.[1] : undefined;
    if (judged !== undefined) things.set(judged, [...(things.get(judged) ?? []), c.number]);
  }
  const several = [...things].filter(([, list]) => list.length > 1).sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  return several.length > 0 && el("section", {}, el("h3", { class: "rule" }, "Judgements of one thing, side by side"),
    batches(several, 10, ([e, list]) => el("section", { class: "judged" }, el("h4", {}, entityLink(e)), el("div", { class: "told" }, ranked(list).slice(0, 12).map((n) => short_(n)))), "thing"));
}
