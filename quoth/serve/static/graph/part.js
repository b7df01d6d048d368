// What is known of the graph here, and what of it is shown: entities, or communities as nodes of their own where they are many.

export const GROUPED = 1000; // more entities than this are shown as communities first
const FEW = 4; // communities of fewer entities, and those beyond MOST, are one node
const MOST = 60;
const NAMES = 2; // that a community goes by
const BRIEF = 18;

export class Part {
  constructor(answer) {
    this.nodes = new Map(answer.nodes.map((node) => [node.id, node]));
    this.edges = new Map(answer.edges.map((edge) => [name(edge.from, edge.to), edge]));
    this.total = answer.total;
    this.missing = answer.edges_total - answer.edges.length; // lines that the server left out
    this.group = null; // of each entity the number of its community
    this.added = 0;
  }

  // How many entities are known beside one.
  beside(id) {
    return [...this.edges.values()].filter((edge) => edge.from === id || edge.to === id).length;
  }

  // The entities beside one, and the lines that lead to them; how many are new.
  add(answer, id) {
    const before = this.nodes.size;
    const beside = answer.edges.filter((edge) => edge.from === id || edge.to === id);
    const ids = new Set([id, ...beside.flatMap((edge) => [edge.from, edge.to])]);
    for (const { x, y, ...node } of answer.nodes) if (ids.has(node.id) && !this.nodes.has(node.id)) this.nodes.set(node.id, node);
    for (const edge of beside) {
      if (!this.edges.has(name(edge.from, edge.to))) this.edges.set(name(edge.from, edge.to), edge);
    }
    this.added += this.nodes.size - before;
    return this.nodes.size - before;
  }

  // Communities by number, the largest first; the last one holds what is in none of the larger ones.
  divide(numbers) {
    const members = new Map();
    [...this.nodes.keys()].forEach((id, index) => {
      const number = numbers[index];
      members.set(number, [...(members.get(number) ?? []), id]);
    });
    const sorted = [...members.values()].sort((a, b) => b.length - a.length || (a[0] < b[0] ? -1 : 1));
    const large = sorted.filter((ids, index) => index < MOST && ids.length >= FEW);
    const rest = sorted.slice(large.length).flat();
    this.groups = rest.length ? [...large, rest] : large;
    this.rest = rest.length ? large.length : -1;
    this.group = new Map(this.groups.flatMap((ids, number) => ids.map((id) => [id, number])));
  }

  // What stands for an entity in the picture: itself, or its community while that is closed.
  stand(id, opened) {
    if (this.group === null || opened === "all") return id;
    const number = this.group.get(id);
    return number === undefined || opened.has(number) ? id : `group:${number}`;
  }

  // Nodes and lines of the picture.
  shown(opened) {
    const nodes = new Map();
    for (const node of this.nodes.values()) {
      const key = this.stand(node.id, opened);
      if (key === node.id) nodes.set(key, { ...node, key });
      else if (!nodes.has(key)) nodes.set(key, this.community(Number(key.slice(6)), key));
    }
    sized(nodes);
    const edges = new Map();
    for (const edge of this.edges.values()) {
      const [from, to] = [this.stand(edge.from, opened), this.stand(edge.to, opened)];
      if (from === to) continue;
      const key = name(from, to);
      const found = edges.get(key) ?? edges.get(name(to, from));
      if (found) Object.assign(found, { claims: found.claims + edge.claims, lines: found.lines + 1 });
      else edges.set(key, { key, from, to, claims: edge.claims, lines: 1 });
    }
    return { nodes, edges };
  }

  community(number, key) {
    const ids = this.groups[number];
    const best = ids.map((id) => this.nodes.get(id)).sort((a, b) => b.neighbours - a.neighbours);
    const names = best.slice(0, NAMES).map((node) => brief(node.name));
    const label = number === this.rest ? `${ids.length.toLocaleString("en")} in small communities` : `${names.join(", ")} … (${ids.length})`;
    return { key, id: key, name: label, type: "Community", group: number, members: ids.length };
  }
}

export const name = (from, to) => `${from}~${to}`;
const brief = (words) => (words.length <= BRIEF ? words : `${words.slice(0, BRIEF - 1).trimEnd()}…`);

// The radius of a node, by its neighbours or members beside the most that any has, and smaller where nodes are many.
function sized(nodes) {
  const weight = (node) => node.members ?? node.neighbours;
  const most = Math.max(1, ...[...nodes.values()].map(weight));
  const share = Math.min(1, (80 / nodes.size) ** 0.35);
  for (const node of nodes.values()) node.size = Math.max(1.2, share * (4 + 12 * Math.sqrt(weight(node) / most)));
}
