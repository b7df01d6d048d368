// Text and elements. All text of documents enters the page here, as text nodes; nothing is ever parsed as HTML.

const ODD = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g;
const SVG = "http://www.w3.org/2000/svg";

function code(character) {
  return "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
}

// A string for places that take no elements: labels on the canvas, attributes.
function plain(text) {
  return String(text).replace(/\r\n?/g, "\n").replace(ODD, (c) => `[${code(c)}]`);
}

// Text as nodes, in which characters that cannot be seen, or that turn the text around, are shown by their number.
function shown(text) {
  const nodes = [];
  let from = 0;
  for (const match of String(text).replace(/\r\n/g, " \n").matchAll(ODD)) {
    if (match.index > from) nodes.push(document.createTextNode(match.input.slice(from, match.index)));
    nodes.push(el("span", { class: "odd", title: "invisible character" }, code(match[0])));
    from = match.index + match[0].length;
  }
  const rest = String(text).replace(/\r\n/g, " \n").slice(from);
  if (rest) nodes.push(document.createTextNode(rest));
  return nodes;
}

// An element. Attributes are names and strings; `on...` attributes take functions; children are nodes, strings or lists.
function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "value" || key === "checked" || key === "disabled") made[key] = value;
    else made.setAttribute(key, value === true ? "" : plain(value));
  }
  made.append(...nodes(children));
  return made;
}

function nodes(children) {
  return children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false && c !== "")
    .flatMap((c) => (c instanceof Node ? [c] : shown(c)));
}

// A link, if the address is one of the web; else its text.
function link(address, ...children) {
  let url = null;
  try { url = new URL(String(address)); } catch { url = null; }
  const web = url !== null && (url.protocol === "http:" || url.protocol === "https:") && /^https?:/i.test(String(address).trim());
  if (!web) return el("span", {}, children);
  return el("a", { href: url.href, rel: "noopener noreferrer nofollow", target: "_blank" }, children);
}

function button(label, action, attributes = {}) {
  return el("button", { type: "button", onclick: action, ...attributes }, label);
}

function count(number, one, many = one + "s") {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

// "2031-03-04" as "4 March 2031", "2031-03" as "March 2031", "2028/2031" as "2028 to 2031"; what is not a date stays as it is.
function day(value) {
  const text = String(value);
  const parts = text.split("/");
  if (parts.length === 2) return parts.map(day).join(" to ");
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text);
  if (!match || (match[2] && !MONTHS[match[2] - 1])) return text;
  return [match[3] && String(Number(match[3])), match[2] && MONTHS[match[2] - 1], match[1]].filter(Boolean).join(" ");
}

function fold(text) {
  return String(text).normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

// The mark of an entity type: a shape as on the canvas, in the colour of the type.
const SHAPES = {
  Person: "M8 2.200a5.800 5.800 0 1 0 .001 0z",
  State: "M2.800 2.800h10.400v10.400H2.800z",
  Organization: "M8 1.200 14.800 8 8 14.800 1.200 8z",
  Group: "M4.500 2h7L15 8l-3.500 6h-7L1 8z",
  Place: "M8 14.500 1.200 3h13.600z",
  Instrument: "M8 1.500 14.800 13H1.200z",
  Event: "M8 .8l2.100 4.700 5.100.5-3.900 3.400 1.200 5L8 11.800l-4.500 2.600 1.200-5L.8 6l5.100-.5z",
};

function kind(type) {
  return Object.hasOwn(SHAPES, type) ? type : "Other";
}

function mark(type) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `shape type-${kind(type)}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[kind(type)] || SHAPES.Person);
  svg.append(path);
  return svg;
}

function say(text) {
  document.getElementById("news").textContent = plain(text);
}
