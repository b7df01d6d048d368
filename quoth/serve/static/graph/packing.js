// Connected parts of a picture side by side, each turned so that it is as wide as the picture; used by the worker.
//
// Source: E. Huang, R. Korf, "Optimal Rectangle Packing", JAIR 46, 2013 (for the heuristic of the lowest place).

import { usual } from "./lengths.js";

const WIDE = 1.7; // width of the picture for its height

// Moves the points [x, y, x, y, …]; `lines` are [from, to, weight, …].
export function packed(points, lines) {
  const parts = components(points.length / 2, lines);
  const gap = 0.9 * usual(lengths(points, lines));
  const boxes = parts.map((part) => turned(part, points, part.length > 1 ? gap : 0.4 * gap));
  boxes.sort((a, b) => b.width * b.height - a.width * a.height || a.part[0] - b.part[0]);
  const area = boxes.reduce((sum, box) => sum + box.width * box.height, 0);
  const room = Math.max(boxes[0].width, Math.sqrt(area * WIDE * 1.1));
  let skyline = [{ x: 0, width: room, y: 0 }];
  for (const box of boxes) {
    const [x, y] = lowest(skyline, box.width, room);
    skyline = raised(skyline, x, box.width, y + box.height);
    for (const i of box.part) {
      points[2 * i] += x - box.left;
      points[2 * i + 1] = -(points[2 * i + 1] - box.top + y);
    }
  }
  return points;
}

function components(count, lines) {
  const parent = Array.from({ length: count }, (_, i) => i);
  const root = (i) => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (let i = 0; i < lines.length; i += 3) parent[Math.max(root(lines[i]), root(lines[i + 1]))] = Math.min(root(lines[i]), root(lines[i + 1]));
  const parts = new Map();
  for (let i = 0; i < count; i++) {
    const key = root(i);
    if (!parts.has(key)) parts.set(key, []);
    parts.get(key).push(i);
  }
  return [...parts.values()];
}

function lengths(points, lines) {
  const found = [];
  for (let i = 0; i < lines.length; i += 3) {
    const [a, b] = [2 * lines[i], 2 * lines[i + 1]];
    found.push(Math.hypot(points[a] - points[b], points[a + 1] - points[b + 1]));
  }
  return found;
}

// Turns a part so that it stretches from left to right; its box, with a margin.
function turned(part, points, gap) {
  const mean = [0, 1].map((axis) => part.reduce((sum, i) => sum + points[2 * i + axis], 0) / part.length);
  let [xx, xy, yy] = [0, 0, 0];
  for (const i of part) {
    const [x, y] = [points[2 * i] - mean[0], points[2 * i + 1] - mean[1]];
    [xx, xy, yy] = [xx + x * x, xy + x * y, yy + y * y];
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const box = { part, left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const i of part) {
    const [x, y] = [points[2 * i] - mean[0], points[2 * i + 1] - mean[1]];
    points[2 * i] = x * cos + y * sin;
    points[2 * i + 1] = y * cos - x * sin;
    [box.left, box.right] = [Math.min(box.left, points[2 * i]), Math.max(box.right, points[2 * i])];
    [box.top, box.bottom] = [Math.min(box.top, points[2 * i + 1]), Math.max(box.bottom, points[2 * i + 1])];
  }
  box.left -= gap / 2;
  box.top -= gap / 2;
  return Object.assign(box, { width: box.right - box.left + gap / 2, height: box.bottom - box.top + gap / 2 });
}

// The place where a box of that width comes to lie lowest, then furthest left.
function lowest(skyline, width, room) {
  let best = [0, Infinity];
  for (const { x } of skyline) {
    if (x + width > room * 1.0001) break;
    const y = Math.max(...skyline.filter((step) => step.x < x + width && step.x + step.width > x).map((step) => step.y));
    if (y < best[1]) best = [x, y];
  }
  return best;
}

function raised(skyline, x, width, y) {
  const end = x + width;
  const steps = [];
  for (const step of skyline) {
    if (step.x < x) steps.push({ x: step.x, width: Math.min(step.width, x - step.x), y: step.y });
    if (step.x + step.width > end) steps.push({ x: Math.max(step.x, end), width: step.x + step.width - Math.max(step.x, end), y: step.y });
  }
  return [...steps, { x, width, y }].sort((a, b) => a.x - b.x);
}
