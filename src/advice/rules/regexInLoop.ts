/** re.match("…", text) in a loop looks the pattern up in a cache each time. */
import { argumentsOf } from '../calls';
import { indentOf, insertAt, replaceNode } from '../edits';
import { isConstant } from '../effects';
import { applyUnless, type Rule } from '../rule';
import { functionAround, loopAround, statementAround } from '../scopes';
import type { Syntax } from '../syntax';

const FUNCTIONS = ['match', 'search', 'fullmatch', 'findall', 'finditer', 'split', 'sub', 'subn'];

export const regexInLoop: Rule = {
  id: 'regex-in-loop',
  title: 'A pattern looked up for each match',
  family: 'builtins',
  gain: 'time',
  weight: 'total',
  on: ['call'],
  match(call, { file }) {
    const callee = call.get('function');
    const name = /^re\.(\w+)$/.exec(file.names.qualified(callee) ?? '')?.[1] ?? '';
    const [pattern, ...rest] = argumentsOf(call);
    const loop = outermost(call);
    if (callee === null || !FUNCTIONS.includes(name) || pattern === undefined || loop === null || !isConstant(pattern)) {
      return null;
    }
    const before = statementAround(loop);
    const indent = indentOf(file, before);
    const isPlain = rest.length === (name.startsWith('sub') ? 2 : 1) && rest.every(({ type }) => !/splat|keyword/.test(type));
    const module = callee.type === 'attribute' ? callee.get('object')?.text : null;
    const [next] = rest;
    if (indent === null || !isPlain || next === undefined || module === null || before.previous?.type === 'decorator') {
      return null;
    }
    const compiled = file.names.fresh('pattern');
    const edits = [
      insertAt(before.start, `${compiled} = ${module}.compile(${pattern.text})${file.lineEnd}${indent}`),
      replaceNode(callee, `${compiled}.${name}`),
      { start: pattern.start, end: next.start, text: '' },
    ];
    const reason = pattern.text.includes('\n') ? 'The pattern is written over several lines.' : null;
    return { at: call, what: 'the pattern is looked up in the cache of re for each call', ...applyUnless(reason, edits) };
  },
};

function outermost(node: Syntax): Syntax | null {
  let loop = loopAround(node);
  for (let next = loop; next !== null; next = loopAround(next)) loop = next;
  return loop !== null && functionAround(loop) === functionAround(node) ? loop : null;
}
