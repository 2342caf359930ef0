/** Parent and child that hold each other die only when the collector comes by. */
import { assignmentOf, expressionOf, methodCall } from '../calls';
import { informOnly, type Rule } from '../rule';

export const backLink: Rule = {
  id: 'back-link',
  title: 'Objects that hold each other',
  family: 'memory',
  gain: 'either',
  weight: 'self',
  on: ['class_definition'],
  match(node) {
    const links = node.find('expression_statement').flatMap((statement) => {
      const made = assignmentOf(statement);
      return made?.left.type === 'attribute' && /^self\.\w*(?:parent|owner)\w*$/.test(made.left.text) && made.right.type !== 'none' ? [{ statement, made }] : [];
    });
    const adds = node.find('call').map((call) => methodCall(call));
    const isAdding = adds.some((each) => each !== null && ['append', 'add'].includes(each.method) && /children|items|nodes/.test(each.object.text));
    const [first] = links;
    if (first === undefined || !isAdding || /weakref/.test(node.text) || expressionOf(first.statement) === null) {
      return null;
    }
    const { left } = first.made;
    const reason = `${left.text} = weakref.ref(…) frees them at once, and who reads it must call it and expect None.`;
    return { at: left, weighed: node, what: 'parent and child hold each other, so only the collector frees them', ...informOnly(reason) };
  },
};
