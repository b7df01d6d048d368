// The SPARQL that gives the claims of the view, with who holds them and the sentences: for `quoth query`, or any other engine.

const ROLES = "q:agent|q:target|q:theme";

function iri(id) {
  return `<${data.base}${String(id).replace(/[\u0000-\u0020<>"{}|\\^`]/g, (c) => "%" + c.codePointAt(0).toString(16).toUpperCase().padStart(2, "0"))}>`;
}

function term(name) {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `q:${name}` : iri(name);
}

function literal(text) {
  return `"${String(text).replace(/[\\"]/g, "\\$&").replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
}

function years_(value) {
  if (value === UNSTATED) return "!BOUND(?date)";
  const last = `IF(CONTAINS(?date, "/"), SUBSTR(STRAFTER(?date, "/"), 1, 4), SUBSTR(?date, 1, 4))`;
  return `(SUBSTR(?date, 1, 4) <= ${literal(value)} && ${last} >= ${literal(value)})`;
}

const RIVAL = "EXISTS { ?rival q:about ?event ; q:modality ?modality ; q:polarity ?opposite FILTER(?opposite != ?polarity) }";
const MANNER_TESTS = {
  told: `(BOUND(?narrator) && ?polarity = q:positive && NOT ${RIVAL})`,
  quoted: `(!BOUND(?narrator) && ?polarity = q:positive && NOT ${RIVAL})`,
  denied: `(?polarity = q:negative && NOT ${RIVAL})`,
  disputed: RIVAL,
};
const HOLDER_TESTS = { [OWN]: "BOUND(?narrator)", [UNCLEAR]: "(!BOUND(?narrator) && !BOUND(?holder))" };

const anyOf = (tests) => `FILTER(${tests.join(" || ")})`;
const listed = (name, values) => `VALUES ?${name} { ${values.join(" ")} }`;

const FACET_LINES = {
  type: (v) => [`?event ${ROLES} ?entity . ?entity a ?type .`, listed("type", v.map((t) => (Object.hasOwn(data.types, t) ? `<${data.types[t]}>` : term(t))))],
  relation: (v) => [listed("relation", v.map((r) => (data.relations[r]?.iri ? `<${data.relations[r].iri}>` : term(r))))],
  holder: (v) => [anyOf(v.map((h) => HOLDER_TESTS[h] ?? `?holder = ${iri(h)}`))],
  document: (v) => [listed("document", v.map(iri))],
  publisher: (v) => ["OPTIONAL { ?document dct:publisher ?publisher }", anyOf(v.map((p) => (p === UNSTATED ? "!BOUND(?publisher)" : `STR(?publisher) = ${literal(p)}`)))],
  date: (v) => [anyOf(v.map(years_))],
  polarity: (v) => [listed("polarity", v.map(term))],
  modality: (v) => [listed("modality", v.map(term))],
  manner: (v) => [anyOf(v.map((m) => MANNER_TESTS[m] ?? "false"))],
};

const concerning = (entity) => `{ ?event ${ROLES} ${entity} } UNION { ?claim q:holder ${entity} }`;

// The entity in focus and the words that are searched, which hold in all views.
function soughtLines() {
  const words = wordsOf(state.q).map((w) => `CONTAINS(LCASE(?sentence), ${literal(w)})`);
  return [...(numbers.entity.has(state.ego) ? [concerning(iri(state.ego))] : []), ...(words.length ? [`FILTER(${words.join(" && ")})`] : [])];
}

function selectedLines() {
  const chosen = selection();
  const id = (e) => iri(entities[e].id);
  if (chosen?.kind === "claim") return [listed("claim", [iri(claims[chosen.claim].id)])];
  if (chosen?.kind === "line") return [`?event ${ROLES} ${id(chosen.line.a)} .`, `?event ${ROLES} ${id(chosen.line.b)} .`];
  if (chosen?.kind === "entity") return [concerning(id(chosen.entity))];
  if (chosen?.kind === "event" || chosen?.kind === "cell") return [listed("event", [iri(chosen.event)]), ...(chosen.by === "document" && tellers(chosen.event, "document").includes(chosen.source) ? [listed("document", [iri(chosen.source)])] : [])];
  if (chosen?.kind === "moment") return [listed("evidence", chosen.moment.evidence.map((e) => iri(evidence[e].id)))];
  if (state.view === "documents" && numbers.document.has(state.doc)) return [listed("document", [iri(state.doc)])];
  return [];
}

function sparql() {
  const filters = FACETS.flatMap((key) => (state[key].length ? FACET_LINES[key](state[key]) : []));
  return `${Object.entries(data.prefixes).map(([name, where]) => `PREFIX ${name}: <${where}>\n`).join("")}SELECT DISTINCT ?claim ?relation ?polarity ?modality ?holder ?narrator ?document ?date ?sentence WHERE {
  ?claim a q:Claim ; q:about ?event ; q:polarity ?polarity ; q:modality ?modality ; q:evidence ?evidence .
  ?event q:relation ?relation .
  ?evidence q:document ?document ; q:sentence ?place .
  ?place q:text ?sentence .
  OPTIONAL { ?evidence q:edtf ?date }
  OPTIONAL { ?claim q:holder ?holder }
  OPTIONAL { ?claim q:narrator ?narrator }
${[...selectedLines(), ...soughtLines(), ...filters].map((line) => `  ${line}\n`).join("")}}
ORDER BY ?claim ?document ?sentence`;
}

const queryText = document.getElementById("query-text");

// The text is made when somebody looks at it.
function showQuery() {
  if (document.getElementById("query").open) queryText.replaceChildren(...shown(sparql()));
}

function copy(text, what) {
  const done = () => say(`${what} copied`);
  const marked_ = () => { getSelection().selectAllChildren(queryText); say("press the keys that copy: the query is selected"); };
  navigator.clipboard?.writeText(text).then(done, marked_) ?? marked_();
}

document.getElementById("query").addEventListener("toggle", showQuery);
document.getElementById("copy-query").addEventListener("click", () => copy(sparql(), "the query"));
document.getElementById("copy-link").addEventListener("click", () => copy(location.href, "the link"));
