// Where nodes stand that need no layout: as the server placed them, and in rings around the entity that they were added to.

import { usual } from "./lengths.js";

const RING = 10; // nodes of the first ring

// The places of the server, where it placed every node; its y points down.
export function placed(nodes) {
  const known = [...nodes.values()];
  return known.every((node) => node.x !== undefined) ? new Map(known.map((node) => [node.key, [node.x, -node.y]])) : null;
}

// Gives the neighbours of an entity places around it, where they have none.
export function beside(id, { nodes, edges }, at) {
  const step = usual(lengths(edges, at)) * 0.8;
  if (nodes.has(id) && !at.has(id)) at.set(id, edge(at, 2 * step));
  const centre = at.get(id);
  const others = [...edges.values()].filter((line) => line.from === id || line.to === id).map((line) => (line.from === id ? line.to : line.from));
  const free = others.filter((key) => !at.has(key));
  free.forEach((key, index) => {
    let [ring, first] = [1, 0];
    while (index >= first + RING * ring) [first, ring] = [first + RING * ring, ring + 1];
    const angle = (2 * Math.PI * (index - first)) / Math.min(RING * ring, free.length - first) + ring / 2;
    at.set(key, [centre[0] + step * ring * Math.cos(angle), centre[1] + step * ring * Math.sin(angle)]);
  });
}

function lengths(edges, at) {
  const placed = [...edges.values()].filter(({ from, to }) => at.has(from) && at.has(to));
  return placed.map(({ from, to }) => Math.hypot(at.get(from)[0] - at.get(to)[0], at.get(from)[1] - at.get(to)[1]));
}

// Beside the picture, for an entity that has no place yet.
function edge(at, off) {
  const points = [...at.values()];
  const right = points.reduce((most, [x]) => Math.max(most, x), -Infinity);
  return points.length ? [right + off, points.reduce((sum, [, y]) => sum + y, 0) / points.length] : [0, 0];
}
