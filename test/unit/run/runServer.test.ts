/** The live connection: who may join, what is counted, and how stop is sent. */
import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { RunServer } from '../../../src/run/runServer';
import { HEADER, json, samples } from './streams';

class Heard {
  connections = 0;
  samples = 0;
  private wake: () => void = () => undefined;

  readonly events = {
    connected: (): void => this.hear(() => (this.connections += 1)),
    progressed: (count: number): void => this.hear(() => (this.samples = count)),
  };

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  private hear(change: () => void): void {
    change();
    this.wake();
  }
}

describe('runServer', () => {
  let server: RunServer;
  let heard: Heard;

  beforeEach(async () => {
    heard = new Heard();
    server = await RunServer.listen(heard.events);
  });
  afterEach(() => server.close());

  async function join(): Promise<Socket> {
    const [, host = '', port = ''] = server.address.split(':');
    const socket = connect(Number(port), host);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }

  it('listens on the loopback address alone', () => assert.match(server.address, /^tcp:127\.0\.0\.1:\d+$/u));

  it('counts observations, whatever pieces the stream comes in', async () => {
    const socket = await join();
    const stream = Buffer.concat([Buffer.from(`${server.token}\n`), HEADER, json('head', {}), samples(5, 5, 0), samples(9)]);
    for (const byte of stream) socket.write(Buffer.from([byte]));
    await heard.until(() => heard.samples === 3);
    assert.equal(heard.connections, 1);
  });

  it('sends away whoever has not the token', async () => {
    for (const greeting of ['wrong\n', `${'x'.repeat(300)}`, `\n`]) {
      const socket = await join();
      socket.write(greeting);
      await once(socket, 'close');
    }
    assert.equal(heard.connections, 0);
    assert.equal(server.sendStop('interrupt'), false);
  });

  it('asks the shim to stop in one line of JSON', async () => {
    const socket = await join();
    socket.write(Buffer.concat([Buffer.from(`${server.token}\n`), HEADER, json('head', {})]));
    await heard.until(() => heard.connections === 1);
    assert.equal(server.sendStop('interrupt'), true);
    const [data] = (await once(socket, 'data')) as [Buffer];
    assert.equal(data.toString(), '{"type":"stop","program":"interrupt"}\n');
  });
});
