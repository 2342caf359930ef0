/** Keeps the few results that were asked for last. */
const KEPT = 4;

export class Recent<Value> {
  private readonly values = new Map<string, Value>();

  get(key: string, compute: () => Value): Value {
    const known = this.values.get(key);
    const value = known !== undefined || this.values.has(key) ? (known as Value) : compute();
    this.values.delete(key);
    this.values.set(key, value);
    for (const oldest of this.values.keys()) {
      if (this.values.size <= KEPT) {
        break;
      }
      this.values.delete(oldest);
    }
    return value;
  }
}
