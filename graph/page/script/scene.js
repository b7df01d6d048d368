// What of the graph is drawn, in which places, and that in words.

const MOST_NEIGHBOURS = 60;

// What is drawn: entities with positions, and the lines between them that the filters let through.
function scene() {
  const ego = numbers.entity.has(state.ego) ? numbers.entity.get(state.ego) : null;
  const places = ego === null ? level() : around(ego);
  const wanted = (e) => state.type.length === 0 || state.type.includes(entities[e].type) || e === ego;
  const inside = new Map([...places].filter(([e]) => wanted(e)));
  const seen = [];
  for (const line of lines.values()) {
    if (!inside.has(line.a) || !inside.has(line.b)) continue;
    const forward = line.forward.filter((c) => passes(claims[c], "type", "ego"));
    const back = line.back.filter((c) => passes(claims[c], "type", "ego"));
    if (forward.length + back.length) seen.push({ ...line, forward, back, claims: [...new Set([...forward, ...back])] });
  }
  const ends = new Set(seen.flatMap((l) => [l.a, l.b]));
  const other = state.q !== "" || FACETS.some((key) => key !== "type" && state[key].length > 0);
  const shown_ = [...inside].filter(([e]) => ends.has(e) || (!other && ego === null) || e === ego);
  return { ego, places: new Map(shown_), lines: seen };
}

function levelSizes() {
  return data.levels.map((l) => l.length);
}

function levelIndex() {
  const chosen = levelSizes().indexOf(Number(state.nodes));
  return chosen >= 0 ? chosen : 0;
}

// The most connected entities, in the layout made for so many of them.
function level() {
  return new Map(data.levels[levelIndex()].map(([x, y], i) => [drawn.nodes[i].id, { x, y }]));
}

// An entity and its neighbours, in rings around it.
function around(ego) {
  const neighbours = new Map();
  for (const line of lines.values()) {
    if (line.a === ego || line.b === ego) neighbours.set(line.a === ego ? line.b : line.a, line.forward.length + line.back.length);
  }
  const list = [...neighbours].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_NEIGHBOURS).map(([e]) => e);
  list.sort((a, b) => entities[a].type.localeCompare(entities[b].type, "en") || a - b);
  const places = new Map([[ego, { x: 0, y: 0 }]]);
  const rings = Math.ceil(list.length / 20);
  list.forEach((e, i) => {
    const radius = (list.length <= 8 ? 190 : 250) + (i % rings) * 120 + Math.max(0, list.length - 14) * 5;
    const angle = (2 * Math.PI * i) / list.length - Math.PI / 2;
    places.set(e, { x: Math.round(radius * 1.5 * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) });
  });
  return places;
}

// The entities that stay bright when something is selected.
function highlighted(now) {
  const chosen = selection();
  if (chosen === null || now.ego !== null) return null;
  const ends = chosen.kind === "entity" ? [chosen.entity] : chosen.kind === "line" ? [chosen.line.a, chosen.line.b] : [...new Set(selectedClaims(chosen).flatMap((c) => claims[c].about))];
  if (!ends.some((e) => now.places.has(e))) return null;
  if (chosen.kind !== "entity") return new Set(ends);
  return new Set([chosen.entity, ...now.lines.filter((l) => l.a === chosen.entity || l.b === chosen.entity).flatMap((l) => [l.a, l.b])]);
}

function touches(line) {
  const chosen = selection();
  if (chosen === null) return true;
  if (chosen.kind === "entity") return line.a === chosen.entity || line.b === chosen.entity;
  if (chosen.kind === "line") return line.id === chosen.line.id;
  return selectedClaims(chosen).some((c) => line.claims.includes(c));
}

// The claims behind a selection that is no entity and no line.
function selectedClaims(chosen) {
  if (chosen.kind === "claim") return [chosen.claim];
  if (chosen.kind === "moment") return [...new Set(chosen.moment.evidence.map((e) => evidence[e].claim))];
  return claimsOf.get(chosen.event);
}

// "rejects, accuses +2"
function lineLabel(line) {
  const names = new Map();
  for (const c of line.claims) names.set(predicate(claims[c]), (names.get(predicate(claims[c])) ?? 0) + 1);
  const list = [...names].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([n]) => n);
  return list.slice(0, 2).join(", ") + (list.length > 2 ? ` +${list.length - 2}` : "");
}

// What is shown and what is left out.
function inWords(now) {
  const all = data.totals.entities;
  const numberOf = (n) => n.toLocaleString("en");
  if (now.ego !== null) {
    const neighbours = lineCount(now.ego);
    const cut = neighbours > MOST_NEIGHBOURS ? `, the ${MOST_NEIGHBOURS} with most claims of ${numberOf(neighbours)}` : "";
    return `Showing ${entities[now.ego].name} and ${count(now.places.size - 1, "neighbour")}${cut}.`;
  }
  const alone = all - data.picture.joined;
  const rest = now.places.size < all ? `: ${filtering() ? "of the most connected, those that pass the filters" : "the most connected"}` : "";
  const apart = alone > 0 && now.places.size + alone >= all ? ` ${count(alone, "entity stands", "entities stand")} in no claim with another.` : "";
  return `Showing ${numberOf(now.places.size)} of ${count(all, "entity", "entities")}${rest}.${apart} ${rest ? "The others are in the search box and in the table of claims." : ""}`;
}
