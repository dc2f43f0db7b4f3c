const ts = require('typescript');

/**
 * The functions of a file, and its text with a call of `__hit` at the begin of each: so a run tells which functions a
 * test executes, and a mutant needs to be shown only to those tests that come by.
 * @returns `functions` as `[start, end]` of each body, outer before inner; their numbers begin at `first`
 */
exports.probed = (file, text, first) => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const functions = [];
  const insertions = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body) {
      const [start, end] = [node.body.getStart(source), node.body.getEnd()];
      const call = `__hit(${first + functions.length})`;
      functions.push([start, end]);
      if (ts.isBlock(node.body)) insertions.push([start + 1, `${call};`]);
      else insertions.push([start, `(${call},`], [end, ')']);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { functions, text: inserted(text, insertions) };
};

/** From the end to the begin, so that places stay right; what is to stand further left goes in later. */
function inserted(text, insertions) {
  const sorted = insertions.map((one, order) => [...one, order]).sort(([a, , m], [b, , n]) => b - a || n - m);
  return sorted.reduce(
    (result, [place, words]) => result.slice(0, place) + words + result.slice(place),
    text,
  );
}
