/** package.json and src/extension/contributions.ts promise the same: commands, settings, colours, view types, context keys. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'mocha';
import { COLOR_IDS, COMMAND_IDS, CONTEXT_KEYS, DEFAULT_SETTINGS, PANEL_VIEW_TYPE, RECORDING_VIEW_TYPE, RESTRICTED_SETTINGS } from '../../src/extension/contributions';
import { SERVER_COMMANDS } from '../../src/protocol/lsp';
import { repositoryRoot } from '../support/paths';

interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly scope: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string; readonly submenu?: string; readonly when?: string }[]>>;
    readonly keybindings: readonly { readonly command: string; readonly when?: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly colors: readonly { readonly id: string; readonly defaults: Readonly<Record<string, string>> }[];
    readonly customEditors: readonly { readonly viewType: string; readonly selector: readonly { readonly filenamePattern: string }[] }[];
    readonly languages: readonly { readonly icon?: Readonly<Record<string, string>> }[];
  };
}

const manifest = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')) as Manifest;
const { contributes } = manifest;

describe('the manifest', () => {
  it('names exactly the commands that have a handler', () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), [...COMMAND_IDS].sort());
    for (const { command, category, title } of contributes.commands) {
      assert.equal(category, 'Emberline', command);
      assert.ok(!/[!]/u.test(title), title);
    }
  });

  it('puts only its own commands into menus and keys', () => {
    const known = new Set<string>(COMMAND_IDS);
    const used = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].flatMap(({ command }) => command ?? []);
    assert.deepEqual(used.filter((command) => !known.has(command)), []);
  });

  it('keeps commands that need arguments out of the palette', () => {
    const hidden = new Set(contributes.menus['commandPalette']?.filter(({ when }) => when === 'false').map(({ command }) => command));
    const withArguments = Object.values(SERVER_COMMANDS).filter((command) => command !== SERVER_COMMANDS.profileAgain);
    assert.deepEqual(withArguments.filter((command) => !hidden.has(command)), []);
  });

  it('declares every setting with the default that the code assumes', () => {
    const declared = contributes.configuration.properties;
    assert.deepEqual(Object.keys(declared).sort(), Object.keys(DEFAULT_SETTINGS).map((key) => `emberline.${key}`).sort());
    for (const [key, value] of Object.entries(DEFAULT_SETTINGS)) {
      const setting = declared[`emberline.${key}`];
      assert.ok(setting);
      assert.deepEqual(setting.default, value, key);
      const type = Array.isArray(value) ? 'array' : typeof value;
      assert.ok(setting.type === type || (type === 'number' && setting.type === 'integer'), `${key} is declared as ${setting.type}`);
      assert.ok(setting.description ?? setting.markdownDescription, `${key} says what it is`);
      if (setting.enum !== undefined) {
        assert.ok(setting.enum.includes(String(value)), key);
        assert.equal(setting.enumDescriptions?.length, setting.enum.length, key);
      }
    }
  });

  it('restricts in untrusted workspaces what names or feeds a program', () => {
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    assert.deepEqual([...restricted].sort(), RESTRICTED_SETTINGS.map((key) => `emberline.${key}`).sort());
  });

  it('declares every colour for all four kinds of theme', () => {
    assert.deepEqual(contributes.colors.map(({ id }) => id).sort(), [...COLOR_IDS].sort());
    for (const { id, defaults } of contributes.colors) {
      assert.deepEqual(Object.keys(defaults).sort(), ['dark', 'highContrast', 'highContrastLight', 'light'], id);
      if (/^emberline\.(?:heat|memory)\d$/u.test(id)) {
        assert.equal(defaults['highContrast'], '#00000000', `${id} has no fill in high contrast`);
        assert.match(defaults['dark'] ?? '', /^#[0-9a-f]{8}$/u, `${id} lets the text shine through`);
      }
    }
  });

  it('looks only at context keys that are set', () => {
    const clauses = JSON.stringify([contributes.menus, contributes.keybindings, contributes.commands]);
    const own = [...clauses.matchAll(/"(?:when|enablement)":"([^"]*)"/gu)].flatMap(([, clause = '']) => clause.match(/emberline\.\w+/gu) ?? []);
    const known = new Set<string>(Object.values(CONTEXT_KEYS));
    assert.deepEqual([...new Set(own)].filter((key) => !known.has(key)), []);
  });

  it('opens .ember files and wakes for Python files and its own panel alone', () => {
    assert.deepEqual(contributes.customEditors.map(({ viewType }) => viewType), [RECORDING_VIEW_TYPE]);
    assert.deepEqual(contributes.customEditors[0]?.selector, [{ filenamePattern: '*.ember' }]);
    assert.deepEqual(manifest.activationEvents, ['onLanguage:python', `onWebviewPanel:${PANEL_VIEW_TYPE}`]);
  });

  it('ships the pictures that it names', () => {
    const named = [...readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8').matchAll(/\.\/(media\/[\w.-]+)/gu)].map(([, file = '']) => file);
    assert.deepEqual(named.filter((file) => !existsSync(path.join(repositoryRoot, file))), []);
  });
});
