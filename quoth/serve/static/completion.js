// Completes names as one types, and moves the focus by keys. Every page works without this; `graph/tools` completes its own field.

const WAIT = 120;
let number = 0;

export function completed(input) {
  const list = document.createElement("ul");
  list.id = `names-${number++}`;
  list.className = "names";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Names");
  list.hidden = true;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  const holder = document.createElement("span");
  holder.className = "completed";
  input.before(holder);
  holder.append(input, list);

  let chosen = -1;
  let timer = 0;
  let asked = 0;

  const options = () => [...list.children];

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(at) {
    chosen = at;
    options().forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options()[at].id);
      options()[at].scrollIntoView({ block: "nearest" });
    }
  }

  function take(entity) {
    close();
    if (input.dataset.suggest === "page") location.assign(`/id/${encodeURIComponent(entity.id)}`);
    else input.value = entity.id;
    input.dispatchEvent(new CustomEvent("named", { detail: entity }));
  }

  function show(entities) {
    list.replaceChildren(
      ...entities.map((entity, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        const kind = document.createElement("small");
        kind.textContent = ` ${entity.type.toLowerCase()}, ${entity.claims.toLocaleString("en")} ${entity.claims === 1 ? "claim" : "claims"}`;
        option.append(entity.name, kind);
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(entity);
        });
        option.entity = entity;
        return option;
      }),
    );
    chosen = -1;
    list.hidden = entities.length === 0;
    input.setAttribute("aria-expanded", String(entities.length > 0));
  }

  async function ask() {
    const words = input.value.trim();
    const mine = ++asked;
    if (words.length < 2) return close();
    try {
      const response = await fetch(`/api/suggest?q=${encodeURIComponent(words)}`);
      const found = response.ok ? (await response.json()).entities : [];
      if (mine === asked && document.activeElement === input) show(found);
    } catch {
      close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (list.hidden || count === 0) return;
    if (event.key === "ArrowDown") mark((chosen + 1) % count);
    else if (event.key === "ArrowUp") mark((chosen - 1 + count) % count);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) take(options()[chosen].entity);
    else return;
    event.preventDefault();
  });
}

document.querySelectorAll("input[data-suggest]").forEach(completed);

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById("search")?.focus();
  }
});

const query = document.getElementById("query");
query?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) query.form.requestSubmit();
});
