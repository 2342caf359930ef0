/** json.dump(value, file) writes piece by piece from Python; json.dumps() encodes everything in C. */
import { argumentsOf } from '../calls';
import { hasComment, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';

export const jsonDump: Rule = {
  id: 'json-dump',
  title: 'JSON written piece by piece',
  family: 'builtins',
  gain: 'time',
  weight: 'total',
  on: ['call'],
  match(call, { file }) {
    const callee = call.get('function');
    const [value, target, ...options] = argumentsOf(call);
    const isDump = callee?.type === 'attribute' && file.names.qualified(callee) === 'json.dump';
    const isIndented = options.some((each) => each.get('name')?.text === 'indent' && each.get('value')?.type !== 'none');
    const isPlain = options.every(({ type }) => type === 'keyword_argument') && target?.type === 'identifier' && value?.type !== 'list_splat';
    if (!isDump || value === undefined || target === undefined || !isPlain || isIndented || hasComment(call)) {
      return null;
    }
    const module = callee.get('object')?.text ?? 'json';
    const rest = options.map(({ text }) => `, ${text}`).join('');
    const edits = [replaceNode(call, `${target.text}.write(${module}.dumps(${value.text}${rest}))`)];
    const reason = 'The whole text is in memory before it is written, and nothing is written if the value cannot be encoded.';
    return { at: call, what: 'the text is made and written piece by piece in Python', ...tryOnly(edits, reason) };
  },
};
