/** datetime.strptime() interprets its format in Python for each call; fromisoformat() is C. */
import { argumentsOf } from '../calls';
import { removeBetween, replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';

const ISO = ['%Y-%m-%d', '%Y-%m-%dT%H:%M:%S', '%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S.%f', '%Y-%m-%d %H:%M:%S.%f'];

export const strptime: Rule = {
  id: 'strptime',
  title: 'Dates in ISO format read with strptime()',
  family: 'builtins',
  gain: 'time',
  weight: 'total',
  on: ['call'],
  match(call, { file }) {
    const callee = call.get('function');
    const [text, format, ...more] = argumentsOf(call);
    const attribute = callee?.get('attribute') ?? null;
    const isCall = file.names.qualified(callee) === 'datetime.datetime.strptime' && more.length === 0;
    if (!isCall || attribute === null || text === undefined || format === undefined || !ISO.includes(format.text.slice(1, -1))) {
      return null;
    }
    const edits = [replaceNode(attribute, 'fromisoformat'), removeBetween(text.end, format.end)];
    const reason = 'fromisoformat() accepts other ISO dates too, and refuses digits without leading zeros.';
    return { at: call, what: 'the format is interpreted anew for each date', ...tryOnly(edits, reason) };
  },
};
