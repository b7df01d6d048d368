// What the page shows is written in its address, and nowhere else: every view is a link.

const VIEWS = { overview: "Overview", compare: "Compare", graph: "Graph", timeline: "Timeline", claims: "Claims", documents: "Documents" };
const FACETS = ["type", "relation", "holder", "document", "publisher", "date", "polarity", "modality", "manner"];
const SINGLE = ["view", "sel", "doc", "at", "ego", "q", "by", "nodes", "as", "all", "sort"];

function readState() {
  let given = new URLSearchParams();
  try { given = new URLSearchParams(location.hash.slice(1)); } catch { /* an address that is none shows the overview */ }
  const state = {};
  for (const key of SINGLE) state[key] = given.get(key) || "";
  for (const key of FACETS) state[key] = given.getAll(key);
  if (!Object.hasOwn(VIEWS, state.view)) state.view = "overview";
  return state;
}

let state = readState();

function address(changes) {
  const next = { ...state, ...changes };
  const query = new URLSearchParams();
  for (const key of SINGLE) if (next[key] && !(key === "view" && next[key] === "overview")) query.set(key, next[key]);
  for (const key of FACETS) for (const value of next[key]) query.append(key, value);
  return `#${query}`;
}

// Go to the state with these changes. Steps that one would not want to go back through replace the address.
function go(changes, replace = false) {
  const next = address(changes);
  if (next === (location.hash || "#")) { render(); return; }
  if (replace) location.replace(next);
  else location.hash = next;
}

function filtering() {
  return FACETS.some((key) => state[key].length > 0) || state.q.trim() !== "" || numbers.entity.has(state.ego);
}

// Whether a claim is in the selection: it passes the filters, has the words and concerns the entity in focus, but for those of `except`.
function passes(claim, ...except) {
  return (except.includes("ego") || inFocus(claim)) && hasWords(claim)
    && FACETS.every((key) => state[key].length === 0 || except.includes(key) || FACET_VALUES[key](claim).some((v) => state[key].includes(v)));
}

function inFocus(claim) {
  const focus = numbers.entity.get(state.ego);
  return focus === undefined || claim.holder === focus || claim.about.includes(focus);
}

function wordsOf(text) {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

// Whether one sentence that shows the claim has all words of the search.
function hasWords(claim) {
  return !state.q || wordsIn(claim, wordsOf(state.q));
}

function wordsIn(claim, wanted) {
  return claim.evidence.some((e) => {
    const sentence = sentences[evidence[e].sentence].text.toLowerCase();
    return wanted.every((w) => sentence.includes(w));
  });
}

// What is selected, as {kind, ...}, or null where the address names nothing that is here: an entity, a claim, a line of the picture,
// an event, a cell of the matrix (an event as one source tells it), or a row of the timeline.
function selection() {
  const [what, rest] = [state.sel.slice(0, state.sel.indexOf(":")), state.sel.slice(state.sel.indexOf(":") + 1)];
  if (what === "entity" && numbers.entity.has(rest)) return { kind: "entity", entity: numbers.entity.get(rest) };
  if (what === "claim" && numbers.claim.has(rest)) return { kind: "claim", claim: numbers.claim.get(rest) };
  if (what === "line") {
    const ends = rest.split("~").map((id) => numbers.entity.get(id));
    const [a, b] = ends[0] < ends[1] ? ends : [ends[1], ends[0]];
    const found = lines.get(`${a}~${b}`);
    if (found) return { kind: "line", line: found };
  }
  if (what === "event" && claimsOf.has(rest)) return { kind: "event", event: rest };
  if (what === "time" && numbers.moment.has(rest)) return { kind: "moment", moment: data.timeline.rows[numbers.moment.get(rest)] };
  const cell = what === "cell" ? /^([^~]*)~([^~]*)~(.*)$/s.exec(rest) : null;
  if (cell && claimsOf.has(cell[1]) && Object.hasOwn(BY, cell[2]) && sourcesBy(cell[2]).names.has(cell[3])) return { kind: "cell", event: cell[1], by: cell[2], source: cell[3] };
  return null;
}

function lineKey(line) {
  return `line:${entities[line.a].id}~${entities[line.b].id}`;
}
