// Puts the views together, and follows the address, the keys and the theme.

const main = document.getElementById("main");
const themeButton = document.getElementById("theme");
let lastView = "";

function key(of) {
  const { sel: _, ...rest } = of;
  return JSON.stringify(rest);
}

function render() {
  const view = key(state);
  const moved = lastView !== "" && !lastView.startsWith(viewPrefix());
  if (view !== lastView) {
    const focus = document.activeElement?.dataset?.focus;
    const value = document.activeElement?.dataset?.value;
    main.replaceChildren({ overview, compare: compareView, graph: graphView, timeline: timelineView, claims: claimsView, documents: documentsView }[state.view]());
    if (focus) main.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
    if (value !== undefined) main.querySelector(`.facet[open] [data-value="${CSS.escape(value)}"]`)?.focus();
    if (moved) scrollTo(0, 0);
  } else recolour();
  lastView = view;
  showTabs();
  showPanel();
  markOpen();
  showQuery();
  if (state.view === "documents" && state.doc && readerKey !== `${state.doc} ${state.at}`) toTarget();
  readerKey = state.view === "documents" ? `${state.doc} ${state.at}` : "";
  if (state.view === "graph") requestAnimationFrame(() => network?.redraw());
}

let readerKey = "";

function viewPrefix() {
  return `{"view":${JSON.stringify(state.view)}`;
}

function showTabs() {
  const tabs = document.getElementById("tabs");
  const amounts = { compare: data.disagreements.length || undefined, graph: data.picture.drawn, timeline: data.timeline.rows.filter((r) => r.from || r.to).length, claims: claims.length, documents: documents.length };
  if (!tabs.childElementCount) {
    tabs.append(...Object.entries(VIEWS).map(([view, name]) => button([name, amounts[view] !== undefined && el("small", {}, amounts[view].toLocaleString("en"))], () => openView(view),
      { role: "tab", id: `tab-${view}`, "aria-controls": "main" })));
    tabs.addEventListener("keydown", tabKeys);
  }
  for (const tab of tabs.children) {
    const here = tab.id === `tab-${state.view}`;
    tab.setAttribute("aria-selected", String(here));
    tab.tabIndex = here ? 0 : -1;
  }
  main.setAttribute("aria-labelledby", `tab-${state.view}`);
  document.title = `${plain(data.title)} · ${VIEWS[state.view]}`;
}

function openView(view) {
  go({ view, doc: "", at: "", sort: "", as: "", all: "" });
}

function tabKeys(event) {
  const names = Object.keys(VIEWS);
  const at = names.indexOf(state.view);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = names[(to + names.length) % names.length];
  openView(next);
  document.getElementById(`tab-${next}`).focus();
}

// Arrow keys go through the rows of a list; Escape closes what is open; "/" goes to the search box.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "Escape") {
    if (!closeFacets() && state.sel) go({ sel: "" });
  } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !typing) {
    const list = event.target.closest("tbody, .top-list, #panel .batches");
    const rows = list ? [...list.querySelectorAll(list.matches("tbody") ? ".open" : "button.name, button.read")] : [];
    const at = rows.indexOf(event.target);
    if (at < 0) return;
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
  }
});

// The theme that somebody chose with the button, or "" for that of the system.
let theme = "";
try { theme = localStorage.getItem("quoth-theme") ?? ""; } catch { /* a browser that keeps nothing for files */ }

function dark() {
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function showTheme() {
  document.documentElement.dataset.theme = dark() ? "dark" : "light";
  themeButton.textContent = dark() ? "Light" : "Dark";
  themeButton.setAttribute("aria-pressed", String(dark()));
  themeButton.setAttribute("aria-label", dark() ? "Use light colours" : "Use dark colours");
  recolour();
}

themeButton.addEventListener("click", () => {
  theme = dark() ? "light" : "dark";
  try { localStorage.setItem("quoth-theme", theme); } catch { /* the same */ }
  showTheme();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
document.getElementById("skip").addEventListener("click", () => main.focus());
addEventListener("hashchange", () => { state = readState(); render(); });
showTheme();
render();
document.documentElement.dataset.ready = "yes";
