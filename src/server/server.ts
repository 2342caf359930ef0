/** The language server process: a connection, what it can do, and one line for each thing it is asked. */
import {
  createConnection,
  type InitializeResult,
  NotificationType,
  ProposedFeatures,
  RequestType,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  ADVICE,
  type AdviceAnswer,
  type AdviceParams,
  COSTS_CHANGED,
  type CostsChanged,
  NAME_AT,
  type NameAt,
  type NameAtParams,
  OPTIONS_CHANGED,
  type ServerOptions,
} from '../protocol/lsp';
import { Evidence } from './evidence';
import { adviceOn } from './features/advice';
import { ACTION_KIND, codeActions } from './features/codeActions';
import { codeLenses } from './features/codeLens';
import { adviceActions, diagnosticOf, FIX_KIND } from './features/diagnostics';
import { hover } from './features/hover';
import { nameAt } from './names';
import { DEFAULT_OPTIONS } from './options';
import { PythonParser } from '../advice/parser';
import { PythonDocument } from './pythonDocument';
import { recoverSource } from './recoverSource';

const CAPABILITIES: InitializeResult = {
  serverInfo: { name: 'emberline' },
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    codeLensProvider: { resolveProvider: false },
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: [ACTION_KIND, FIX_KIND], resolveProvider: false },
  },
};

const connection = createConnection(ProposedFeatures.all);
const evidence = new Evidence();
let options: ServerOptions = DEFAULT_OPTIONS;
let parser: PythonParser | null = null;
let canRefresh = false;
/** Typing goes on for this long before advice is looked at again, ms. */
const TYPING_PAUSE_MS = 300;
const waiting = new Map<string, NodeJS.Timeout>();

const documents = new TextDocuments<PythonDocument>({
  create: (uri, languageId, version, text) => new PythonDocument(readyParser(), TextDocument.create(uri, languageId, version, text)),
  update: (document, changes, version) => {
    document.update(changes, version);
    return document;
  },
});

connection.onInitialize(async ({ capabilities }) => {
  parser = await PythonParser.load(__dirname);
  canRefresh = capabilities.workspace?.codeLens?.refreshSupport === true;
  return CAPABILITIES;
});

connection.onNotification(new NotificationType<CostsChanged>(COSTS_CHANGED), (costs) => {
  if (evidence.replace(costs)) {
    documents.all().forEach(findVersion);
    refresh();
  }
});
connection.onNotification(new NotificationType<ServerOptions>(OPTIONS_CHANGED), (changed) => {
  options = changed;
  refresh();
});

connection.onCodeLens(({ textDocument }) =>
  withDocument(textDocument.uri, (document) => codeLenses(document, evidence.of(document), options)),
);
connection.onHover(({ textDocument, position }) =>
  withDocument(textDocument.uri, (document) => hover(document, evidence.of(document), options, position)),
);
connection.onCodeAction((params) =>
  withDocument(params.textDocument.uri, (document) => {
    const isFix = params.context.only?.every((kind) => kind === ACTION_KIND) !== true;
    const fixes = isFix ? adviceActions(document, findingsOf(document), params.range) : [];
    return [...fixes, ...codeActions(document, evidence.of(document), options, params)];
  }),
);
connection.onRequest(new RequestType<NameAtParams, NameAt | null, void>(NAME_AT), ({ uri, line, character }) =>
  withDocument(uri, (document) => nameAt(document, line, character)),
);

connection.onRequest(new RequestType<AdviceParams, AdviceAnswer | null, void>(ADVICE), ({ uri }) =>
  withDocument(uri, (document) => ({ version: document.version, text: document.text, findings: findingsOf(document) })),
);

documents.onDidOpen(({ document }) => {
  findVersion(document);
  diagnoseSoon(document);
});
documents.onDidChangeContent(({ document }) => diagnoseSoon(document));
documents.onDidSave(({ document }) => document.saved());
documents.onDidClose(({ document }) => {
  clearTimeout(waiting.get(document.uri));
  waiting.delete(document.uri);
  void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  document.dispose();
});

documents.listen(connection);
connection.listen();

function readyParser(): PythonParser {
  if (parser === null) {
    throw new Error('A document was opened before the server was initialized.');
  }
  return parser;
}

/** Says what the rules find, once the user pauses. */
function diagnoseSoon(document: PythonDocument): void {
  clearTimeout(waiting.get(document.uri));
  waiting.set(document.uri, setTimeout(() => diagnose(document), TYPING_PAUSE_MS));
}

function diagnose(document: PythonDocument): void {
  if (documents.get(document.uri) !== document) return;
  void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: findingsOf(document).map(diagnosticOf) });
}

function findingsOf(document: PythonDocument): AdviceAnswer['findings'] {
  return adviceOn(document, evidence.of(document), options, (rule, error) =>
    connection.console.error(`The rule ${rule} failed on ${document.uri}: ${String(error)}`),
  );
}

/** Answers for an open document; null for others, which an editor may ask about while it closes them. */
function withDocument<Answer>(uri: string, answer: (document: PythonDocument) => Answer): Answer | null {
  const document = documents.get(uri);
  return document === undefined ? null : answer(document);
}

/** Looks for the version that ran, and shows what it makes known. */
function findVersion(document: PythonDocument): void {
  const digest = evidence.missingVersion(document);
  if (digest === null) {
    return;
  }
  recoverSource(document, digest).then(
    (isNew) => {
      if (isNew) {
        refresh();
      }
    },
    (error: unknown) => connection.console.error(`The source that ran could not be looked for: ${String(error)}`),
  );
}

/** Lenses are asked for anew; hovers and actions are whenever they are needed. */
function refresh(): void {
  documents.all().forEach(diagnose);
  if (canRefresh) {
    connection.sendRequest('workspace/codeLens/refresh').catch(() => undefined);
  }
}
