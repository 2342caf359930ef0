/** Things that must be ended together. */

export interface Disposable {
  dispose(): unknown;
}

/** Disposes in reverse order; what is added after disposal is disposed at once. */
export class DisposableStore implements Disposable {
  private readonly members: Disposable[] = [];
  private disposed = false;

  add<T extends Disposable>(member: T): T {
    if (this.disposed) member.dispose();
    else this.members.push(member);
    return member;
  }

  dispose(): void {
    this.disposed = true;
    for (let member = this.members.pop(); member !== undefined; member = this.members.pop()) member.dispose();
  }
}
