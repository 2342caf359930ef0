/** Places the members of a cycle and the links between them: a small graph on a unit square. Pure. */
import type { CycleShape } from '../objectFacts';

export interface GraphNode {
  /** Index into the shape's members. */
  readonly member: number;
  /** Centre, 0..1. */
  readonly x: number;
  readonly y: number;
}

export interface GraphEdge {
  /** Index into the shape's links. */
  readonly link: number;
  readonly from: number;
  readonly to: number;
  readonly closing: boolean;
  /** How far the line bends to its left, as a part of its length; links between the same two members bend apart. */
  readonly bend: number;
}

export interface CycleGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

const BEND = 0.22;

export function cycleGraph({ members, links, closing }: CycleShape): CycleGraph {
  const order = walkOrder(members.length, links);
  const nodes = order.map((member, place) => ({ member, ...placeOf(place, order.length) })).sort((a, b) => a.member - b.member);
  const seen = new Map<string, number>();
  const edges = links.map(({ from, to }, link) => {
    const key = `${from} ${to}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    // A link and the one back bend to different sides, because left of one is right of the other.
    return { link, from, to, closing: link === closing, bend: BEND * (1 + before) };
  });
  return { nodes, edges };
}

/** One in the middle, two side by side, more around an ellipse from the left on, clockwise. */
function placeOf(place: number, count: number): { x: number; y: number } {
  if (count === 1) {
    return { x: 0.5, y: 0.5 };
  }
  if (count === 2) {
    return { x: place, y: 0.5 };
  }
  const angle = Math.PI + (2 * Math.PI * place) / count;
  return { x: 0.5 + 0.5 * Math.cos(angle), y: 0.5 + 0.5 * Math.sin(angle) };
}

/** Members in the order in which following the links visits them, so that neighbours lie beside each other. */
function walkOrder(count: number, links: CycleShape['links']): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  for (let start = 0; start < count; start++) {
    for (let at: number | undefined = start; at !== undefined && !seen.has(at); ) {
      seen.add(at);
      order.push(at);
      const here: number = at;
      at = links.find(({ from, to }) => from === here && !seen.has(to))?.to;
    }
  }
  return order;
}
