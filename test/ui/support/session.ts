/** What all workbenches of a test run share: the browser, the bridge, and one VS Code server for each set of user settings. */
import os from 'node:os';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../../scripts/host/browser.mjs';
import { startServer, type Server } from '../../../scripts/host/server.mjs';
import { Bridge } from './bridge';

export type UserSettings = Readonly<Record<string, unknown>>;

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set: the ui layer is run by npm run test:ui`);
  }
  return value;
}

/** Terminal text as DOM nodes, so that a test can read it; no blinking, so that pictures are equal. */
const SETTINGS: UserSettings = {
  'terminal.integrated.gpuAcceleration': 'off',
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'workbench.reduceMotion': 'on',
};

let browser: Promise<Browser> | null = null;
let bridge: Promise<{ bridge: Bridge; port: number }> | null = null;
const servers = new Map<string, Promise<Server>>();

export const driverFolder = (): string => required('EMBERLINE_UI_DRIVER');

export function sharedBrowser(): Promise<Browser> {
  browser ??= startBrowser(os.tmpdir());
  return browser;
}

export function sharedBridge(): Promise<{ bridge: Bridge; port: number }> {
  bridge ??= (async () => {
    const made = new Bridge();
    return { bridge: made, port: await made.listen() };
  })();
  return bridge;
}

/** The server whose user settings are these (and environment); all share the extensions folder with the installed VSIX. */
export function sharedServer(settings: UserSettings, env: NodeJS.ProcessEnv): Promise<Server> {
  const key = JSON.stringify([settings, env]);
  let server = servers.get(key);
  if (server === undefined) {
    server = launchServer(settings, env);
    servers.set(key, server);
  }
  return server;
}

async function launchServer(settings: UserSettings, env: NodeJS.ProcessEnv): Promise<Server> {
  const { port } = await sharedBridge();
  return startServer({
    settings: { ...SETTINGS, ...settings },
    extensions: required('EMBERLINE_UI_EXTENSIONS'),
    smokeTest: true,
    env: { ...env, EMBERLINE_BRIDGE_PORT: String(port) },
  });
}

/** Ends everything that was started. */
export async function endSession(): Promise<void> {
  await (await browser)?.close();
  await Promise.all([...servers.values()].map(async (server) => (await server).stop()));
}
