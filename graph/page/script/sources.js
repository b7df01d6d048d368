// How each source speaks of each event: the rule of `quoth compare`. The sources are documents, publishers or speakers.

const BY = { document: "documents", publisher: "publishers", speaker: "speakers" };
const POSITIONS = {
  asserts: { path: "M8 2.200a5.800 5.800 0 1 0 .001 0z", words: "says it itself" },
  denies: { path: "M3 5l2-2 3 3 3-3 2 2-3 3 3 3-2 2-3-3-3 3-2-2 3-3z", words: "says itself that it is not so" },
  hedges: { path: "M8 2a6 6 0 1 0 .001 0zM8 4a4 4 0 0 1 0 8z", words: "says itself that it is planned or possible" },
  demands: { path: "M6.500 1.500h3l-.500 8h-2zM6.600 11.400h2.800v2.800H6.600z", words: "says itself that it should be so, or should not" },
  reports: { path: "M2.500 9c0-3 1.500-5 4-6v2C5.300 5.700 4.700 6.500 4.700 8H6.500v4.500h-4zM9 9c0-3 1.500-5 4-6v2c-1.200.700-1.800 1.500-1.800 3H13v4.500H9z", words: "lets somebody else say it" },
  omits: { path: "M3.500 7h9v2h-9z", words: "does not speak of it, though it could have" },
};
const ORDER = Object.keys(POSITIONS);
const FEW_SOURCES = 24; // of more, one omits only what it could have told
const known = {};

function by() {
  return Object.hasOwn(BY, state.by) ? state.by : "document";
}

function ownPosition(claim) {
  if (claim.modality === "demanded") return "demands";
  if (claim.modality !== "actual") return "hedges";
  return claim.polarity === "positive" ? "asserts" : "denies";
}

function documentKey(number, how) {
  const row = documents[number];
  return how === "publisher" && row.publisher ? row.publisher : row.id;
}

// The sources that a passage speaks for, each with its position.
function positionsOf(claim, row, how) {
  const narrated = Number.isInteger(claim.narrator);
  if (how !== "speaker") return [[documentKey(row.document, how), narrated ? ownPosition(claim) : "reports"]];
  if (narrated) return [[documents[claim.narrator].id, ownPosition(claim)]];
  if (!Number.isInteger(claim.holder)) return [];
  const outer = (row.through ?? []).filter((e) => e !== claim.holder).map((e) => [entities[e].id, "reports"]);
  return [[entities[claim.holder].id, ownPosition(claim)], ...outer];
}

// names: source -> how it is called; told: event -> source -> position -> passages; speaking: entity -> sources that speak of it.
function sourcesBy(how) {
  if (known[how]) return known[how];
  const names = new Map(how === "speaker" ? [] : documents.map((_, i) => [documentKey(i, how), how === "publisher" && documents[i].publisher ? documents[i].publisher : documentName(i)]));
  const told = new Map();
  const speaking = entities.map(() => new Set());
  for (const row of evidence) {
    const claim = claims[row.claim];
    for (const [source, position] of positionsOf(claim, row, how)) {
      if (!names.has(source)) names.set(source, numbers.entity.has(source) ? entities[numbers.entity.get(source)].name : documentName(numbers.document.get(source)));
      if (!told.has(claim.event)) told.set(claim.event, new Map());
      const sources = told.get(claim.event);
      if (!sources.has(source)) sources.set(source, {});
      (sources.get(source)[position] ??= []).push(row.number);
      for (const e of claim.about) speaking[e].add(source);
    }
  }
  known[how] = { names, told, speaking };
  return known[how];
}

// How one source speaks of an event: the position that most of its passages take, its own before what it reports; all its passages.
function standOf(event, source, how) {
  const rows = sourcesBy(how).told.get(event)?.get(source);
  if (!rows) return { position: "omits", passages: [] };
  const found_ = Object.keys(rows).sort((a, b) => (a === "reports") - (b === "reports") || rows[b].length - rows[a].length || ORDER.indexOf(a) - ORDER.indexOf(b));
  return { position: found_[0], passages: found_.flatMap((p) => rows[p]) };
}

// The sources that could have told the event and do not.
function silent(event, how) {
  const { names, told, speaking } = sourcesBy(how);
  const tellers = told.get(event) ?? new Map();
  if (names.size <= FEW_SOURCES) return [...names.keys()].filter((s) => !tellers.has(s));
  if (tellers.size < 2) return [];
  const about = claims[claimsOf.get(event)[0]].about;
  const naming = new Map();
  for (const e of about) for (const s of speaking[e]) naming.set(s, (naming.get(s) ?? 0) + 1);
  return [...naming].filter(([s, n]) => n >= Math.min(2, about.length) && !tellers.has(s)).map(([s]) => s).sort();
}

// Whether a source says nothing of an event that it need not have told.
function isStranger(event, source, how) {
  return sourcesBy(how).names.size > FEW_SOURCES && !sourcesBy(how).told.get(event)?.has(source) && !silent(event, how).includes(source);
}

// Whether the filters let a source have its column.
function isWanted(source, how) {
  const row = documents[numbers.document.get(source)];
  const publisher = row ? (row.publisher ?? UNSTATED) : source;
  if (how === "speaker") return !state.holder.length || state.holder.includes(source) || (row && state.holder.includes(OWN));
  return (how !== "document" || !state.document.length || state.document.includes(source)) && (!state.publisher.length || state.publisher.includes(publisher));
}

function tellers(event, how = by()) {
  return [...(sourcesBy(how).told.get(event)?.keys() ?? [])];
}

function positionMark(position) {
  const svg = shape("svg", { viewBox: "0 0 16 16", class: "shape", "aria-hidden": "true" });
  svg.append(shape("path", { d: POSITIONS[position].path, "fill-rule": "evenodd" }));
  return svg;
}

function positionLabel(position) {
  return el("span", { class: `position ${position}` }, positionMark(position), position);
}

function datesIn(passages) {
  return [...new Set(passages.map((e) => evidence[e].date).filter(Boolean))].sort().map(day);
}
