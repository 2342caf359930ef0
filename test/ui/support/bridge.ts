/** The test's end of the bridge: waits for the windows' extension hosts, and has functions carried out there. */
import net from 'node:net';
import type { BridgeHello, BridgeReply } from './bridgeProtocol';
import { onLines } from './bridgeProtocol';

/** One window's extension host. */
export class HostConnection {
  #next = 0;
  readonly #waiting = new Map<number, (reply: BridgeReply) => void>();

  constructor(private readonly socket: net.Socket) {
    socket.once('close', () => {
      for (const [id, settle] of this.#waiting) {
        settle({ id, error: 'The extension host went away.' });
      }
    });
  }

  take(reply: BridgeReply): void {
    this.#waiting.get(reply.id)?.(reply);
    this.#waiting.delete(reply.id);
  }

  async call(source: string, argument: unknown): Promise<unknown> {
    const id = this.#next++;
    const reply = await new Promise<BridgeReply>((resolve) => {
      this.#waiting.set(id, resolve);
      this.socket.write(`${JSON.stringify({ id, source, argument })}\n`);
    });
    if (reply.error !== undefined) {
      throw new Error(`In the extension host: ${reply.error}`);
    }
    return reply.value;
  }
}

export class Bridge {
  readonly #connections = new Map<string, HostConnection>();
  readonly #arrivals = new Map<string, (connection: HostConnection) => void>();
  readonly #server = net.createServer((socket) => this.#accept(socket));

  /** Starts to listen; resolves with the port. */
  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#server.unref();
    return (this.#server.address() as net.AddressInfo).port;
  }

  /** The next extension host that reports for this workspace folder; ask before the window opens. */
  nextConnection(folder: string): Promise<HostConnection> {
    return new Promise((resolve) => this.#arrivals.set(folder, resolve));
  }

  #accept(socket: net.Socket): void {
    let connection: HostConnection | null = null;
    socket.on('error', () => socket.destroy());
    onLines(socket, (line) => {
      if (connection !== null) {
        connection.take(JSON.parse(line) as BridgeReply);
        return;
      }
      const { folder } = JSON.parse(line) as BridgeHello;
      connection = new HostConnection(socket);
      this.#connections.set(folder, connection);
      this.#arrivals.get(folder)?.(connection);
      this.#arrivals.delete(folder);
    });
  }
}
