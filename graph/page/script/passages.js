// The panel for events, cells of the matrix and rows of the timeline: the same sentences, gathered in other ways.

function eventPanel({ event }) {
  const how = by();
  const row = data.events[numbers.event.get(event)] ?? {};
  const quiet = silent(event, how);
  return [
    el("p", { class: "kicker" }, "An event, as sources speak of it"),
    title(propositionNodes(event)),
    el("ul", { class: "stands" }, tellers(event, how).map((s) => el("li", {}, positionLabel(standOf(event, s, how).position), button(sourcesBy(how).names.get(s), null, { class: "open", ...opens(`cell:${event}~${how}~${s}`) })))),
    section(count(claimsOf.get(event).length, "claim"), ranked(claimsOf.get(event)), "claim"),
    relatedEvents("Descriptions that tell less", row.narrower),
    relatedEvents("Descriptions that tell it more widely", row.wider),
    quiet.length > 0 && el("section", {}, el("h3", { class: "rule" }, `Left out by ${count(quiet.length, "other")}`), batches(quiet, 12, (s) => el("p", {}, sourcesBy(how).names.get(s)), "source")),
  ];
}

function relatedEvents(heading_, list) {
  const here = (list ?? []).filter((id) => claimsOf.has(id));
  return here.length > 0 && el("section", {}, el("h3", { class: "rule" }, heading_), el("ul", { class: "plain" }, here.map((id) => el("li", {}, button(proposition(id), null, { class: "open", ...opens(`event:${id}`) }), el("small", {}, tellers(id).map((s) => clip(sourcesBy(by()).names.get(s), 48)).slice(0, NAMED).join("; "))))));
}

function cellPanel({ event, by: how, source }) {
  const { position, passages } = standOf(event, source, how);
  const name = sourcesBy(how).names.get(source);
  if (position === "omits") {
    const near = [...(data.events[numbers.event.get(event)]?.narrower ?? []), ...(data.events[numbers.event.get(event)]?.wider ?? [])].filter((id) => sourcesBy(how).told.get(id)?.has(source));
    return [
      el("p", { class: "kicker" }, positionLabel("omits")),
      title(name),
      el("p", {}, "No passage was found in which it speaks of this: ", propositionNodes(event), "."),
      near.length > 0 && section("What it tells in another description", near.flatMap((id) => claimsIn(id, source, how)), "claim"),
      section("What the others say", ranked(claimsOf.get(event)), "claim"),
    ];
  }
  return [
    el("p", { class: "kicker" }, positionLabel(position)),
    title(name),
    el("p", {}, "On the question ", button(proposition(event), null, { class: "name", ...opens(`event:${event}`) }), ", it ", position === "reports" ? "reports others" : POSITIONS[position].words, "."),
    passageBlocks(passages),
  ];
}

function claimsIn(event, source, how) {
  return [...new Set(standOf(event, source, how).passages.map((e) => evidence[e].claim))];
}

// Passages under their claims.
function passageBlocks(passages) {
  const groups = new Map();
  for (const e of passages) groups.set(evidence[e].claim, [...(groups.get(evidence[e].claim) ?? []), e]);
  return batches([...groups], 12, ([c, rows]) => claimBlock(c, "h3", true, rows), "claim");
}

function momentPanel({ moment }) {
  return [
    el("p", { class: "kicker" }, "One date, as given by the passages"),
    title(moment.when ?? "Without a date"),
    otherDates(moment),
    passageBlocks(moment.evidence),
  ];
}

function otherDates(moment) {
  if (!moment.others) return null;
  return el("p", { class: "note" }, moment.clash && el("span", { class: "badge disputed" }, "dates contradict"), ` Other passages date the same ${moment.others.join("; ")}.`);
}
