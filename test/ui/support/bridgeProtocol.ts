/** What the test process and the driver extension say to each other: one JSON object a line. */
export interface BridgeHello {
  /** The first workspace folder of the window that the extension host belongs to. */
  readonly folder: string;
}

export interface BridgeRequest {
  readonly id: number;
  /** Source text of a function `(vscode, argument) => value`. */
  readonly source: string;
  readonly argument: unknown;
}

export interface BridgeReply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** Calls `take` with every whole line that arrives. */
export function onLines(socket: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = '';
  socket.on('data', (chunk: Buffer | string) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    lines.filter((line) => line !== '').forEach(take);
  });
}
