// The rows of the page and how they hang together.

const data = JSON.parse(document.getElementById("data").textContent);
const drawn = JSON.parse(document.getElementById("network").textContent);
const { entities, documents, claims, evidence, sentences } = data;
const POLARITY = { positive: "affirmed", negative: "negated" };
const MODALITY = { actual: "as actual", intended: "as intended", hypothetical: "as possible", demanded: "as demanded" };
const STANCE = { neutral: "reports it neutrally", endorsing: "endorses it", distancing: "keeps its distance" };
const OWN = "*own";
const UNCLEAR = "*unclear";
const UNSTATED = "*unstated";

const numbers = {
  entity: new Map(entities.map((e, i) => [e.id, i])),
  document: new Map(documents.map((d, i) => [d.id, i])),
  claim: new Map(claims.map((c, i) => [c.id, i])),
  evidence: new Map(evidence.map((e, i) => [e.id, i])),
  event: new Map(data.events.map((e, i) => [e.id, i])),
  moment: new Map(data.timeline.rows.map((row, i) => [evidence[row.evidence[0]].id, i])), // named by its first passage
};
const claimsAbout = entities.map(() => []);
const claimsBy = entities.map(() => []);
const evidenceIn = documents.map(() => []);
const claimsOf = new Map(); // event -> claims
const lines = new Map(); // "a~b" with a < b -> {a, b, forward: [claim], back: [claim]}

claims.forEach((claim, number) => {
  claim.number = number;
  claim.polarity ??= "positive";
  claim.modality ??= "actual";
  claim.documents = [...new Set(claim.evidence.map((e) => sentences[evidence[e].sentence].document))];
  for (const e of claim.about) claimsAbout[e].push(number);
  if (Number.isInteger(claim.holder)) claimsBy[claim.holder].push(number);
  if (!claimsOf.has(claim.event)) claimsOf.set(claim.event, []);
  claimsOf.get(claim.event).push(number);
  for (const [from, to] of claim.pairs) {
    const [a, b] = from < to ? [from, to] : [to, from];
    const id = `${a}~${b}`;
    if (!lines.has(id)) lines.set(id, { id, a, b, forward: [], back: [] });
    lines.get(id)[from === a ? "forward" : "back"].push(number);
  }
});
evidence.forEach((row, number) => {
  row.number = number;
  row.document = sentences[row.sentence].document;
  evidenceIn[row.document].push(number);
});
for (const list of evidenceIn) list.sort((a, b) => evidence[a].at[0] - evidence[b].at[0] || a - b);

// How much an entity is talked of: the claims about it.
function weight(entity) {
  return claimsAbout[entity].length;
}

function documentName(number) {
  const row = documents[number];
  return row ? row.title || row.name : "an unknown document";
}

// "Harbour Post, 4 March 2031"
function imprint(number) {
  const row = documents[number];
  return [row.publisher, row.published && day(row.published)].filter(Boolean).join(", ");
}

// Who says a claim, in words.
function voice(claim) {
  if (Number.isInteger(claim.holder)) return entities[claim.holder].name;
  if (Number.isInteger(claim.narrator)) return `“${documentName(claim.narrator)}”`;
  return "a speaker who could not be made out";
}

function holderKey(claim) {
  if (Number.isInteger(claim.holder)) return entities[claim.holder].id;
  return Number.isInteger(claim.narrator) ? OWN : UNCLEAR;
}

function voiceNode(claim) {
  if (Number.isInteger(claim.holder)) return entityLink(claim.holder);
  if (Number.isInteger(claim.narrator)) return el("cite", {}, documentName(claim.narrator));
  return el("span", {}, "a speaker who could not be made out");
}

// "According to Ilsa Brandt"; who speaks of its own acts alone is named by the statement.
function accordingTo(claim) {
  const alone = Number.isInteger(claim.holder) && claim.says[0] === claim.holder && !/^(,| and )/.test(claim.says[1] ?? "");
  return alone ? "By their own account" : ["According to ", voiceNode(claim)];
}

// The statement of a claim as text, and as nodes in which the entities can be opened.
function statement(claim) {
  const text = claim.says.map((part) => (typeof part === "number" ? entities[part].name : part)).join("");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function statementNodes(claim) {
  return claim.says.map((part, i) => {
    if (typeof part === "number") return entityLink(part);
    return i === 0 ? part.charAt(0).toUpperCase() + part.slice(1) : part;
  });
}

// An event as a proposition, which nobody asserts yet: "that Velland signs the accord".
function proposition(event) {
  return `that ${saysOf(event).map((part) => (typeof part === "number" ? entities[part].name : part)).join("")}`;
}

function propositionNodes(event) {
  return ["that ", ...saysOf(event).map((part) => (typeof part === "number" ? entityLink(part) : part))];
}

// The words of an event; of one that is not in the matrix those of its first claim.
function saysOf(event) {
  return data.events[numbers.event.get(event)]?.says ?? claims[claimsOf.get(event)[0]].says;
}

function entityLink(number) {
  const entity = entities[number];
  return button([mark(entity.type), entity.name], () => go({ sel: `entity:${entity.id}` }),
    { class: `name type-${kind(entity.type)}`, title: `${entity.type}: ${entity.name}` });
}

function predicate(claim) {
  const forms = Object.hasOwn(data.relations, claim.relation) ? data.relations[claim.relation] : {};
  return forms[`${claim.polarity} ${claim.modality}`] || claim.relation;
}

function relationName(relation) {
  return String(relation).replaceAll("_", " ");
}

// How a set of claims is told, for the style of a line.
function manner(list) {
  const actual = list.map((c) => claims[c]).filter((c) => c.modality === "actual");
  const rows = actual.length ? actual : list.map((c) => claims[c]);
  const negative = rows.filter((c) => c.polarity === "negative").length;
  const events = new Map();
  for (const c of rows) events.set(c.event, (events.get(c.event) ?? new Set()).add(c.polarity));
  if ([...events.values()].some((s) => s.size > 1)) return "disputed";
  if (negative === rows.length) return "denied";
  return rows.some((c) => Number.isInteger(c.narrator)) ? "told" : "quoted";
}

function claimManner(claim) {
  if (rivals(claim).length) return "disputed";
  if (claim.polarity === "negative") return "denied";
  return Number.isInteger(claim.narrator) ? "told" : "quoted";
}

const MANNERS = {
  told: "told by a document in its own voice",
  quoted: "said by somebody who is quoted",
  denied: "told in the negative",
  disputed: "affirmed in one place, denied in another",
};
