/** df.apply(lambda row: row['a'] + row['b'], axis=1) makes a Series of each row; columns add up in C. */
import { argumentsOf, methodCall, operandText } from '../calls';
import { replaceNode } from '../edits';
import { tryOnly, type Rule } from '../rule';
import { usesOf } from '../scopes';

export const applyRows: Rule = {
  id: 'apply-rows',
  title: 'A function called for each row of a frame',
  family: 'pandas',
  gain: 'time',
  weight: 'total',
  on: ['call'],
  packages: ['pandas'],
  match(call, { file }) {
    const method = methodCall(call);
    const [lambda, axis, ...more] = argumentsOf(call);
    const isRows = axis?.type === 'keyword_argument' && /^axis\s*=\s*(?:1|["']columns["'])$/.test(axis.text);
    const parameters = lambda?.type === 'lambda' ? (lambda.get('parameters')?.parts ?? []) : [];
    const body = lambda?.get('body') ?? null;
    const [row] = parameters;
    if (method?.method !== 'apply' || !isRows || more.length > 0 || parameters.length !== 1 || row?.type !== 'identifier' || body === null) {
      return null;
    }
    const uses = usesOf(row.text, body);
    const isColumn = uses.every((use) => use.parent?.type === 'subscript' && use.field === 'value' && use.parent.get('subscript')?.type === 'string');
    const isArithmetic = body.find('call', 'conditional_expression', 'boolean_operator', 'not_operator', 'lambda', 'attribute').length === 0;
    if (uses.length === 0 || !isColumn || !isArithmetic || !file.names.importsModule('pandas') || method.object.type !== 'identifier') {
      return null;
    }
    const text = uses.reduceRight((done, use) => {
      const at = use.start - body.start;
      return done.slice(0, at) + operandText(method.object) + done.slice(at + row.text.length);
    }, body.text);
    const reason = 'The columns must be numbers, and of different types they are not first made the same.';
    return { at: call, what: 'a Series is made of each row, and a function called with it', ...tryOnly([replaceNode(call, `(${text})`)], reason) };
  },
};
