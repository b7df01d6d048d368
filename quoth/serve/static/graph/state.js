// What of the view the script adds, in the fragment of the address, so that a link restores it: `show` (the entity or line whose
// claims are open), `hide` (types of entities), `with` (entities whose neighbours were added), `open` (communities, or "all"),
// `at` (the camera: x, y, ratio).

export function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  const words = (key) => (given.get(key) ?? "").split(",").filter(Boolean);
  const at = words("at").map(Number);
  return {
    show: given.get("show") ?? "",
    hide: new Set(words("hide")),
    with: words("with"),
    open: given.get("open") === "all" ? "all" : new Set(words("open").map(Number)),
    at: at.length === 3 && at.every(Number.isFinite) && at[2] > 0 ? at : null,
  };
}

export function write(state) {
  const open = state.open === "all" ? "all" : [...state.open].join(",");
  const parts = {
    show: state.show,
    hide: [...state.hide].sort().join(","),
    with: state.with.join(","),
    open,
    at: state.at ? state.at.map((value) => Number(value.toFixed(4))).join(",") : "",
  };
  const kept = Object.entries(parts).filter(([, value]) => value);
  const fragment = kept.map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%7E", "~")}`);
  history.replaceState(null, "", `${location.pathname}${location.search}${fragment.length ? `#${fragment.join("&")}` : ""}`);
}
