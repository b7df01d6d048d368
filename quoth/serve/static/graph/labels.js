// The names in the picture: the largest nodes first, each where it covers no other name. Called by `stage`.

import { flat } from "./dom.js";

const SIZE = 13;
const MOST = 160; // names at a time
const CONSIDERED = 800; // nodes that compete for them
const SMALLEST = 3.2; // pixels of a node that gets a name

// The server has shortened the names of entities; communities have theirs from `part`.
export const label = (node) => flat(node.label ?? node.name);

// Below the node, above it, to its right, to its left; as the middle of the text and its base line.
const SPOTS = [
  (radius) => [0, radius + SIZE + 2],
  (radius) => [0, -radius - 5],
  (radius, width) => [radius + 5 + width / 2, SIZE / 2 - 2],
  (radius, width) => [-radius - 5 - width / 2, SIZE / 2 - 2],
];

export class Labels {
  constructor(stage) {
    this.stage = stage;
    this.placed = new Map(); // what was drawn: key to [x, y]
    stage.sigma.createCanvasContext("names", { beforeLayer: "hovers", style: { pointerEvents: "none" } });
    stage.sigma.resize(true);
    stage.sigma.on("afterRender", () => this.draw());
  }

  draw() {
    const { sigma, theme } = this.stage;
    const context = sigma.getCanvases().names.getContext("2d");
    const { width, height } = sigma.getDimensions();
    context.clearRect(0, 0, width, height);
    Object.assign(context, { font: `${SIZE}px ${theme.font}`, textAlign: "center", lineJoin: "round", lineWidth: 3.5 });
    Object.assign(context, { strokeStyle: theme.surface, fillStyle: theme.ink });
    const wanted = [...this.wanted(width, height)];
    const taken = this.plates(context);
    const discs = wanted.map(({ x, y, radius }) => [x - radius, y - radius, x + radius, y + radius]);
    const inside = ([left, top, right, bottom]) => left > 0 && top > 0 && right < width && bottom < height;
    this.placed.clear();
    for (const { key, x, y, radius, words } of wanted) {
      const wide = context.measureText(words).width;
      const spots = SPOTS.map((at) => at(radius, wide))
        .map(([dx, dy]) => ({ at: [x + dx, y + dy], box: box(x + dx, y + dy, wide) }))
        .filter((spot) => inside(spot.box) && free(taken, spot.box));
      const spot = least(spots, (found) => discs.filter((disc) => !apart(disc, found.box)).length);
      if (!spot) continue;
      taken.push(spot.box);
      this.placed.set(key, spot.at);
      context.strokeText(words, ...spot.at);
      context.fillText(words, ...spot.at);
      if (this.placed.size >= MOST) break;
    }
  }

  // Where the names stand that `stage` writes on plates, and their nodes.
  plates(context) {
    const { sigma, bright } = this.stage;
    const lit = [...(bright ?? [])].map((key) => sigma.getNodeDisplayData(key)).filter((data) => data?.highlighted && data.label);
    return lit.flatMap((data) => {
      const { x, y } = sigma.framedGraphToViewport(data);
      const radius = sigma.scaleSize(data.size) + 3;
      const half = context.measureText(data.label).width / 2 + 6;
      return [[x - radius, y - radius, x + radius, y + radius], [x - half, y + radius, x + half, y + radius + SIZE + 10]];
    });
  }

  // Nodes in sight that may have a name, those first that matter most.
  *wanted(width, height) {
    const { sigma, bright, order } = this.stage;
    let left = CONSIDERED;
    for (const key of bright ? [...bright, ...order.filter((other) => !bright.has(other))] : order) {
      const data = sigma.getNodeDisplayData(key);
      if (!data || data.hidden || !data.label || data.highlighted) continue;
      const radius = sigma.scaleSize(data.size);
      if (radius < SMALLEST && !bright?.has(key)) continue;
      const { x, y } = sigma.framedGraphToViewport(data);
      if (x < 0 || y < 0 || x > width || y > height) continue;
      yield { key, x, y, radius, words: data.label };
      if (--left === 0) return;
    }
  }
}

function box(x, y, wide) {
  return [x - wide / 2 - 2, y - SIZE, x + wide / 2 + 2, y + 4];
}

const apart = ([l, t, r, b], [left, top, right, bottom]) => right < l || left > r || bottom < t || top > b;
const free = (taken, found) => taken.every((other) => apart(other, found));

// The first of those with the lowest number.
function least(all, number) {
  let [best, lowest] = [null, Infinity];
  for (const one of all) {
    const found = number(one);
    if (found < lowest) [best, lowest] = [one, found];
    if (lowest === 0) break;
  }
  return best;
}
