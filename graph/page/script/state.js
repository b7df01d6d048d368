// What the page shows is written in its address, and nowhere else: every view is a link.

const VIEWS = { overview: "Overview", graph: "Graph", claims: "Claims", documents: "Documents" };
const FACETS = ["type", "relation", "holder", "document", "publisher", "date", "polarity", "modality", "manner"];
const SINGLE = ["view", "sel", "doc", "at", "ego", "nodes", "as", "sort"];

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
  return FACETS.some((key) => state[key].length > 0);
}

// Whether a claim passes the filters, but for the facet `except`.
function passes(claim, except = "") {
  return FACETS.every((key) => key === except || state[key].length === 0 || FACET_VALUES[key](claim).some((v) => state[key].includes(v)));
}

// The selected entity, claim or line, as {kind, ...}, or null where the address names none that is here.
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
  return null;
}

function lineKey(line) {
  return `line:${entities[line.a].id}~${entities[line.b].id}`;
}
