/** The extension under "development" in the ui layer: it only carries out in the extension host what a test asks for. */
import net from 'node:net';
import * as vscode from 'vscode';
import { onLines, type BridgeHello, type BridgeReply, type BridgeRequest } from './bridgeProtocol';

type Asked = (api: typeof vscode, argument: unknown) => unknown;

async function answer(request: BridgeRequest): Promise<BridgeReply> {
  try {
    // The source comes from the test that started this window.
    const asked = (0, eval)(`(${request.source})`) as Asked;
    return { id: request.id, value: await asked(vscode, request.argument) };
  } catch (error) {
    return { id: request.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

export function activate(context: vscode.ExtensionContext): void {
  const port = Number(process.env['EMBERLINE_BRIDGE_PORT']);
  const socket = net.connect(port, '127.0.0.1', () => {
    const hello: BridgeHello = { folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '' };
    socket.write(`${JSON.stringify(hello)}\n`);
  });
  onLines(socket, (line) => {
    void answer(JSON.parse(line) as BridgeRequest).then((reply) => socket.write(`${JSON.stringify(reply)}\n`));
  });
  context.subscriptions.push({ dispose: () => socket.destroy() });
}
