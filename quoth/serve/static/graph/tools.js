// The tools above the picture and the legend, which hides and shows types. Called by `explorer`.

import { completed } from "../completion.js";
import { make } from "./dom.js";

const FILES = [
  ["png", "PNG"],
  ["svg", "SVG"],
  ["csv", "CSV"],
  ["graphml", "GraphML"],
  ["gexf", "GEXF"],
];

export function tools(page) {
  const button = (words, label, click) => make("button", { type: "button", "aria-label": label, click }, words);
  const input = make("input", { type: "search", id: "find", autocomplete: "off", spellcheck: "false", "data-suggest": "id", placeholder: "Find an entity" });
  const find = make("span", { class: "find" }, make("label", { for: "find", class: "aside" }, "Find an entity in the picture"), input);
  input.addEventListener("named", ({ detail }) => {
    input.value = detail.name;
    page.find(detail);
  });
  const zoom = make(
    "span",
    { class: "zoom", role: "group", "aria-label": "Zoom" },
    button("+", "Zoom in", () => page.stage.zoom(1.5)),
    button("−", "Zoom out", () => page.stage.zoom(1 / 1.5)),
    button("whole", "Show the whole picture", () => page.stage.whole()),
  );
  const files = FILES.map(([kind, words]) => button(words, `Save what is shown as ${words}`, () => page.save(kind)));
  const saving = make("span", { class: "saving", role: "group", "aria-label": "Save what is shown" }, make("span", { class: "note" }, "save"), files);
  const groups = make("span", { class: "grouping" });
  const bar = make("div", { class: "tools" }, find, zoom, groups, saving);
  bar.groups = (group, opened) => groups.replaceChildren(...grouping(page, group, opened));
  completed(input);
  return bar;
}

// How communities are drawn, where there are any.
function grouping(page, group, opened) {
  if (group === null) return [];
  const button = (words, number, off) => make("button", { type: "button", disabled: off, click: () => page.open(number) }, words);
  return [button("communities", null, opened !== "all" && opened.size === 0), button("every entity", "all", opened === "all")];
}

export function legend(host, nodes, hidden, toggle) {
  const counted = new Map();
  for (const node of nodes.values()) counted.set(node.type, (counted.get(node.type) ?? 0) + 1);
  const buttons = [...counted].sort().map(([type, count]) => {
    const dot = make("span", { class: `dot ${type.toLowerCase()}`, "aria-hidden": "true" }, "●");
    const pressed = make("button", { type: "button", "aria-pressed": String(!hidden.has(type)) }, dot, ` ${type.toLowerCase()} ${count.toLocaleString("en")}`);
    pressed.addEventListener("click", () => {
      toggle(type);
      pressed.setAttribute("aria-pressed", String(!hidden.has(type)));
    });
    return pressed;
  });
  host.replaceChildren(...buttons);
}
