// Elements made from words: nothing is ever parsed as HTML. Characters that one would not see are shown by their numbers; which
// ones these are, the server says on the page. Used by all of the graph page.

const HIDDEN = new RegExp(`(${document.getElementById("graph")?.dataset.hidden ?? "(?!)"})`, "u");
const EVERY = new RegExp(HIDDEN.source, "gu");

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined).flatMap(visible));
  return element;
}

export function link(words, path, parameters = {}, attributes = {}) {
  return make("a", { href: address(path, parameters), ...attributes }, words);
}

export function address(path, parameters = {}) {
  const given = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== "" && value !== undefined));
  return given.size ? `${path}?${given}` : path;
}

// A number with its word: "1 claim", "2,000 claims", "3 entities".
export function counted(number, word) {
  const several = word.endsWith("y") ? `${word.slice(0, -1)}ies` : `${word}s`;
  return `${number.toLocaleString("en")} ${number === 1 ? word : several}`;
}

// A name for a canvas or a file, where nothing can be marked.
export const flat = (words) => words.replace(EVERY, "\ufffd");

function visible(child) {
  if (typeof child !== "string" || !HIDDEN.test(child)) return [child];
  return child.split(HIDDEN).map((part, index) => (index % 2 ? unseen(part) : part));
}

function unseen(character) {
  const number = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return make("span", { class: "unseen", title: "a character that is not shown" }, `U+${number}`);
}
