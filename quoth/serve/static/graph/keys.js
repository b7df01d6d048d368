// The picture by keyboard: arrows go from node to node, Enter opens the claims, + and - zoom, shift and arrows pan. Called by `explorer`.

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const STEP = 80;

export const HELP =
  "Arrow keys go to the next node in that direction, Enter opens its claims, plus and minus zoom, 0 shows the whole, " +
  "Shift with arrow keys moves the picture, Escape leaves.";

// `when` has: open(key), leave(). Gives what tells it where one stands.
export function listen(stage, when) {
  let here = null;
  const go = (key) => {
    here = key;
    stage.light(key);
    if (key) stage.reveal(key);
  };
  stage.host.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!act(event, stage, here, go, when)) return;
    event.preventDefault();
  });
  stage.host.addEventListener("blur", () => stage.light(null));
  return (key) => {
    here = key;
  };
}

function act(event, stage, here, go, when) {
  const way = WAYS[event.key];
  if (way && event.shiftKey) stage.pan(way[0] * STEP, way[1] * STEP);
  else if (way) go(next(stage, here, way));
  else if (event.key === "+" || event.key === "=") stage.zoom(1.4);
  else if (event.key === "-") stage.zoom(1 / 1.4);
  else if (event.key === "0") stage.whole();
  else if ((event.key === "Enter" || event.key === " ") && stage.graph.hasNode(here)) when.open(here);
  else if (event.key === "Escape") {
    go(null);
    when.leave();
  } else return false;
  return true;
}

// The node next to one in a direction; at the beginning the largest one.
function next(stage, here, [right, down]) {
  const visible = stage.graph.filterNodes((_, data) => !stage.hidden.has(data.kind));
  const size = (key) => stage.graph.getNodeAttribute(key, "size");
  if (!stage.graph.hasNode(here)) return visible.reduce((best, key) => (best === null || size(key) > size(best) ? key : best), null);
  const from = stage.sigma.graphToViewport(stage.graph.getNodeAttributes(here));
  let [best, least] = [here, Infinity];
  for (const key of visible) {
    const { x, y } = stage.sigma.graphToViewport(stage.graph.getNodeAttributes(key));
    const along = (x - from.x) * right + (y - from.y) * down;
    const aside = Math.abs((x - from.x) * down) + Math.abs((y - from.y) * right);
    const far = along + 2.5 * aside;
    if (key !== here && along > 1 && far < least) [best, least] = [key, far];
  }
  return best;
}
