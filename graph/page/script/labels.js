// How nodes and lines look at the present scale: sizes that can be seen, and those names that find room.

const patterns = { told: false, quoted: [7, 5], denied: [2, 4], disputed: [14, 4, 3, 4] };
const FEW_LINES = 24; // so many lines bear their words; of more, only the selected ones
const LETTERS = 12; // height of a name on the screen
const FACE = "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, DejaVu Sans, sans-serif";
const templates = new Map(drawn.nodes.map((n) => [n.id, n]));
const shapes = Object.fromEntries(drawn.nodes.map((n) => [n.group, n.shape]));

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function palette() {
  const types = Object.fromEntries([...Object.keys(SHAPES), "Other"].map((t) => [t, colour(`type-${t.toLowerCase()}`)]));
  const manners = Object.fromEntries(Object.keys(MANNERS).map((m) => [m, colour(`line-${m}`)]));
  return { types, manners, ink: colour("ink"), paper: colour("paper"), faint: colour("faint") };
}

function labelOf(e) {
  return plain(templates.get(e)?.label ?? clip(entities[e].name, data.letters));
}

function sizeOf(e, zoom) {
  const star = entities[e].type === "Event" ? 1.5 : 1; // a star looks smaller than other shapes of its size
  return Math.round(star * Math.max(7 + 2.2 * Math.sqrt(Math.min(weight(e), 70)), 4.5 / zoom));
}

// The names that can stand without covering each other: those of bright nodes first, then of those most talked of.
function roomFor(places, near, zoom) {
  const taken = [];
  const good = new Set();
  const order = [...places].sort(([a], [b]) => (near ? near.has(b) - near.has(a) : 0) || weight(b) - weight(a) || a - b);
  for (const [e, p] of order) {
    const letters = LETTERS / zoom;
    taken.push(box_(p.x, p.y, sizeOf(e, zoom), sizeOf(e, zoom)));
    const place = box_(p.x, p.y + sizeOf(e, zoom) + letters * 0.75, labelOf(e).length * letters * 0.3 + letters * 0.4, letters * 0.55);
    if (taken.every((other) => apart(place, other))) {
      taken.push(place);
      good.add(e);
    }
  }
  return good;
}

function box_(x, y, halfWide, halfHigh) {
  return { x, y, halfWide, halfHigh };
}

function apart(a, b) {
  return Math.abs(a.x - b.x) >= a.halfWide + b.halfWide || Math.abs(a.y - b.y) >= a.halfHigh + b.halfHigh;
}

function nodeOf(e, colours, dim, named, zoom) {
  const tint = colours.types[kind(entities[e].type)];
  const lit = { background: tint, border: colours.ink };
  return { id: e, shape: shapes[entities[e].type] ?? "dot", label: named ? labelOf(e) : "", size: sizeOf(e, zoom), opacity: dim ? 0.22 : 1,
    color: { background: tint, border: colours.paper, highlight: lit, hover: lit },
    font: { color: dim ? colours.faint : colours.ink, face: FACE, size: LETTERS / zoom, strokeWidth: 4 / zoom, strokeColor: colours.paper, vadjust: 0 } };
}

// Whether the words of a line are shorter than the line.
function fits(line, places, zoom) {
  const [a, b] = [places.get(line.a), places.get(line.b)];
  return lineLabel(line).length * (LETTERS / zoom) * 0.62 < Math.hypot(a.x - b.x, a.y - b.y) - sizeOf(line.a, zoom) - sizeOf(line.b, zoom);
}

function edgeOf(line, colours, dim, labelled, zoom) {
  const how = manner(line.claims);
  const arrow = (claims_) => (claims_.length ? { enabled: true, scaleFactor: 0.55 } : { enabled: false });
  const tint = colours.manners[how];
  return { id: line.id, from: line.a, to: line.b, manner: how, words: lineLabel(line), arrows: { to: arrow(line.forward), from: arrow(line.back) },
    dashes: patterns[how], width: Math.max(Math.min(1.4 + Math.log2(line.claims.length), 5), 0.9 / zoom),
    color: { color: tint, highlight: tint, hover: tint, opacity: dim ? 0.12 : 0.85 }, label: labelled ? plain(lineLabel(line)) : "",
    font: { color: colours.ink, face: FACE, size: (LETTERS - 1) / zoom, strokeWidth: 4 / zoom, strokeColor: colours.paper, align: "middle" } };
}
