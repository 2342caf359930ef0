/** The boxes of a flame graph that are still to be placed: a stack in typed columns, the leftmost box on top. */

export class PendingBoxes {
  /** How many boxes are pending. */
  length = 0;
  /** The box that was popped last: its place in the tree's preorder, its left edge, its row. */
  position = 0;
  x = 0;
  depth = 0;

  #positions = new Uint32Array(1024);
  #weights = new Float64Array(1024);
  #xs = new Float64Array(1024);
  #depths = new Uint32Array(1024);

  /** Adds a box; siblings come one after the other and are then placed. */
  push(position: number, weight: number): void {
    if (this.length === this.#positions.length) {
      this.#grow();
    }
    this.#positions[this.length] = position;
    this.#weights[this.length] = weight;
    this.#xs[this.length] = 0;
    this.#depths[this.length] = 0;
    this.length++;
  }

  pop(): void {
    this.length--;
    this.position = this.#positions[this.length]!;
    this.x = this.#xs[this.length]!;
    this.depth = this.#depths[this.length]!;
  }

  /** Gives the siblings from `first` up to the top their places from `left` on, the heaviest first, equal ones in order of recording. */
  place(first: number, left: number, depth: number): void {
    this.#sort(first);
    let x = left;
    for (let at = this.length - 1; at >= first; at--) {
      this.#xs[at] = x;
      this.#depths[at] = depth;
      x += this.#weights[at]!;
    }
  }

  /** The heaviest to the top; of equal ones the earliest. Siblings are mostly few: insertion for those. */
  #sort(first: number): void {
    const positions = this.#positions;
    const weights = this.#weights;
    if (this.length - first > FEW) {
      this.#sortMany(first);
      return;
    }
    for (let at = first + 1; at < this.length; at++) {
      const position = positions[at]!;
      const weight = weights[at]!;
      let gap = at;
      // The lightest lie at the bottom; one that weighs as much as those before it goes below them.
      for (; gap > first && weights[gap - 1]! >= weight; gap--) {
        positions[gap] = positions[gap - 1]!;
        weights[gap] = weights[gap - 1]!;
      }
      positions[gap] = position;
      weights[gap] = weight;
    }
  }

  #sortMany(first: number): void {
    const positions = this.#positions.slice(first, this.length);
    const weights = this.#weights.slice(first, this.length);
    const order = Uint32Array.from(positions, (_, at) => at).sort((a, b) => weights[a]! - weights[b]! || b - a);
    for (let at = 0; at < order.length; at++) {
      this.#positions[first + at] = positions[order[at]!]!;
      this.#weights[first + at] = weights[order[at]!]!;
    }
  }

  #grow(): void {
    const capacity = this.length * 2;
    this.#positions = grown(this.#positions, new Uint32Array(capacity));
    this.#weights = grown(this.#weights, new Float64Array(capacity));
    this.#xs = grown(this.#xs, new Float64Array(capacity));
    this.#depths = grown(this.#depths, new Uint32Array(capacity));
  }
}

const FEW = 24;

function grown<Column extends Uint32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
