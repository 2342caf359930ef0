/** df.iterrows() makes a Series of each row; itertuples() makes a named tuple. */
import { methodCall, simpleFor } from '../calls';
import { replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { usesOf } from '../scopes';

const NAME = /^(?:"([A-Za-z]\w*)"|'([A-Za-z]\w*)')$/;

export const iterrows: Rule = {
  id: 'iterrows',
  title: 'Rows of a frame taken as Series',
  family: 'pandas',
  gain: 'time',
  weight: 'total',
  on: ['for_statement'],
  packages: ['pandas'],
  match(node, { file }) {
    const loop = simpleFor(node);
    const method = methodCall(loop?.iterable ?? null);
    const [index, row, ...more] = loop?.target.type === 'pattern_list' ? loop.target.parts : [];
    const body = node.get('body');
    if (loop === null || method?.method !== 'iterrows' || method.args.length > 0 || row?.type !== 'identifier' || index?.type !== 'identifier') {
      return null;
    }
    const uses = body === null ? [] : usesOf(row.text, body);
    const items = uses.map((use) => (use.parent?.type === 'subscript' && use.field === 'value' ? use.parent : null));
    const names = items.map((item) => NAME.exec(item?.get('subscript')?.text ?? ''));
    const isPlain = more.length === 0 && names.every((name) => name !== null) && items.every((item) => !/assignment/.test(item?.parent?.type ?? ''));
    if (!isPlain || body === null || !file.names.importsModule('pandas') || uses.length === 0) {
      return null;
    }
    const isIndexUsed = usesOf(index.text, body).length > 0;
    const edits = [
      replaceNode(loop.target, row.text),
      replaceNode(loop.iterable, `${method.object.text}.itertuples(index=${isIndexUsed ? 'True' : 'False'})`),
      ...items.flatMap((item, place) => (item === null ? [] : [replaceNode(item, `${row.text}.${names[place]?.[1] ?? names[place]?.[2] ?? ''}`)])),
      ...usesOf(index.text, body).map((use) => replaceNode(use, `${row.text}.Index`)),
    ];
    const reason = 'Numbers of different columns keep their own types, and names of columns must be names of Python.';
    return { at: loop.iterable, weighed: node, what: 'a Series is made of each row', ...tryOnly(edits, reason) };
  },
};
