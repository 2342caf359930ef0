/** The host's end of the live connection: a loopback listener that one shim, knowing the token, may join. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { LiveProgress } from './liveProgress';
import type { RawRecord } from './recordSplitter';

export interface RunServerEvents {
  /** The shim is connected and the program begins. */
  connected(): void;
  /** More records have come: observations so far. */
  progressed(samples: number): void;
}

/** What becomes of the program when its profile is stopped. */
export type StopMode = 'interrupt' | 'continue';

/** Bytes; a peer that sends more than this without a newline does not know the token. */
const TOKEN_LIMIT = 256;

export class RunServer {
  readonly token = randomBytes(24).toString('hex');
  private readonly progress = new LiveProgress();
  private readonly sockets = new Set<Socket>();
  private shim: Socket | null = null;

  private constructor(
    private readonly server: Server,
    private readonly events: RunServerEvents,
  ) {
    server.on('connection', (socket) => this.greet(socket));
    server.on('error', () => this.close());
  }

  /** Listens on a free loopback port. Rejects when the machine has none to give. */
  static async listen(events: RunServerEvents): Promise<RunServer> {
    const server = createServer();
    const run = new RunServer(server, events);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return run;
  }

  /** What the shim's `--connect` is given. */
  get address(): string {
    return `tcp:127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The notices and the end that the shim told us, whether or not it could write them into its file. */
  get lastWords(): readonly RawRecord[] {
    return this.progress.lastWords;
  }

  /** Asks the shim to end the profile; false when none is connected. */
  sendStop(program: StopMode): boolean {
    if (this.shim === null || this.shim.destroyed) return false;
    this.shim.write(`${JSON.stringify({ type: 'stop', program })}\n`);
    return true;
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  /** Reads the token line; anyone else is sent away. */
  private greet(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
    let greeting = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      greeting = Buffer.concat([greeting, chunk]);
      const end = greeting.indexOf(0x0a);
      if (end < 0 && greeting.length <= TOKEN_LIMIT) return;
      socket.off('data', onData);
      if (this.shim !== null || !this.isToken(greeting.subarray(0, Math.max(end, 0)))) {
        socket.destroy();
        return;
      }
      this.adopt(socket, greeting.subarray(end + 1));
    };
    socket.on('data', onData);
  }

  private isToken(given: Buffer): boolean {
    const expected = Buffer.from(this.token);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  private adopt(socket: Socket, rest: Buffer): void {
    this.shim = socket;
    this.server.close();
    const onRecords = (chunk: Buffer): void => {
      const begun = this.progress.started;
      this.progress.push(chunk);
      if (!begun && this.progress.started) this.events.connected();
      if (this.progress.started) this.events.progressed(this.progress.samples);
    };
    socket.on('data', onRecords);
    if (rest.length > 0) onRecords(rest);
  }
}
