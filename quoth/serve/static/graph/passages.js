// A claim and the sentence that shows it, as the pages of the server show them. Whoever reads one line still reads who says it.

import { link, make } from "./dom.js";

const MODALITY = { intended: "intended", hypothetical: "possible", demanded: "demanded" };

export const entity = (row) => link(row.name, `/id/${encodeURIComponent(row.id)}`, {}, { class: `entity ${row.type.toLowerCase()}` });

export function passage(row) {
  return make("li", { class: "passage" }, said(row), quoted(row), where(row));
}

function said(row) {
  const holder = row.holder ? entity(row.holder) : row.according;
  const through = row.through.map((speaker) => [", as reported by ", entity(speaker)]);
  const words = row.says.map((word) => (typeof word === "string" ? word : entity(word)));
  return make("p", { class: "said", dir: "auto" }, "According to ", holder, through, ": ", words, ". ", badges(row));
}

function badges(row) {
  const marks = [row.polarity === "negative" ? "denied" : null, MODALITY[row.modality], row.date];
  return marks.filter(Boolean).map((mark) => make("span", { class: `badge ${row.polarity}` }, mark));
}

// Offsets count code points, which a string of JavaScript does not.
function quoted(row) {
  const letters = [...row.sentence];
  const start = row.start - row.sentence_start;
  const end = start + [...row.exact].length;
  const words = letters.slice(start, end).join("");
  if (start < 0 || words !== row.exact) return make("blockquote", { dir: "auto" }, row.sentence.trim());
  const [before, after] = [letters.slice(0, start).join("").trimStart(), letters.slice(end).join("").trimEnd()];
  return make("blockquote", { dir: "auto" }, before, make("mark", {}, words), after);
}

function where(row) {
  const { id, title, name, publisher, published } = row.document;
  const place = { start: row.start, end: row.end };
  const document = make("a", { href: `/id/${encodeURIComponent(id)}?${new URLSearchParams(place)}#selected` }, make("cite", {}, title || name));
  const facts = [publisher, published].filter(Boolean).map((fact) => `, ${fact}`);
  return make("p", { class: "where" }, document, facts, " · ", link("the claim", `/id/${encodeURIComponent(row.id)}`));
}
