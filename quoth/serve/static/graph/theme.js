// The colours of the page, for the canvas: read anew when the page turns dark or light.

const NAMES = { ink: "--ink", surface: "--surface", edge: "--edge", accent: "--accent", soft: "--soft" };

export function theme(host) {
  const probe = document.createElement("span");
  host.append(probe);
  const colour = () => getComputedStyle(probe).color;
  const found = {};
  for (const [key, property] of Object.entries(NAMES)) {
    probe.style.color = `var(${property})`;
    found[key] = colour();
  }
  probe.style.color = "var(--t-other)";
  const kinds = new Map();
  found.font = getComputedStyle(host).fontFamily;
  found.kind = (type) => {
    if (!kinds.has(type)) {
      host.append(probe);
      probe.className = `dot ${type.toLowerCase()}`;
      kinds.set(type, colour());
      probe.remove();
    }
    return kinds.get(type);
  };
  probe.remove();
  return found;
}

// A colour that has faded into another by a share.
export function faded(colour, into, share) {
  const [a, b] = [colour, into].map((text) => text.match(/[\d.]+/g).map(Number));
  return `rgb(${[0, 1, 2].map((i) => Math.round(a[i] * (1 - share) + b[i] * share)).join(", ")})`;
}

export function onChange(change) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", change);
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
