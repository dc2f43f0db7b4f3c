const ts = require('typescript');
const { SyntaxKind: Kind } = ts;

/** What an operator is turned into. */
const OPERATORS = new Map([
  [Kind.LessThanToken, '<='],
  [Kind.LessThanEqualsToken, '<'],
  [Kind.GreaterThanToken, '>='],
  [Kind.GreaterThanEqualsToken, '>'],
  [Kind.EqualsEqualsEqualsToken, '!=='],
  [Kind.ExclamationEqualsEqualsToken, '==='],
  [Kind.PlusToken, '-'],
  [Kind.MinusToken, '+'],
  [Kind.AsteriskToken, '/'],
  [Kind.SlashToken, '*'],
  [Kind.PercentToken, '*'],
  [Kind.AmpersandToken, '|'],
  [Kind.BarToken, '&'],
  [Kind.CaretToken, '&'],
  [Kind.LessThanLessThanToken, '>>'],
  [Kind.GreaterThanGreaterThanToken, '<<'],
  [Kind.GreaterThanGreaterThanGreaterThanToken, '<<'],
  [Kind.AmpersandAmpersandToken, '||'],
  [Kind.BarBarToken, '&&'],
  [Kind.PlusEqualsToken, '-='],
  [Kind.MinusEqualsToken, '+='],
]);

/** One change of one file: `replacement` stands in place of the characters from `start` to `end`. */
class Finder {
  constructor(file, text) {
    this.file = file;
    this.source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
    this.mutants = [];
  }

  all() {
    this.visit(this.source);
    return this.mutants;
  }

  add(kind, node, replacement, { start = node.getStart(this.source), end = node.getEnd() } = {}) {
    const { text } = this.source;
    const { line, character } = this.source.getLineAndCharacterOfPosition(start);
    const original = text.slice(start, end);
    this.mutants.push({
      file: this.file,
      kind,
      start,
      end,
      original,
      replacement,
      line: line + 1,
      column: character + 1,
      /** the line as it stands: by it a mutant is known again when lines have moved */
      code: text.split('\n')[line].trim(),
    });
  }

  visit(node) {
    if (isTypeOnly(node) || isAssertion(node)) return;
    this.mutate(node);
    ts.forEachChild(node, (child) => this.visit(child));
  }

  mutate(node) {
    if (ts.isBinaryExpression(node)) this.binary(node);
    else if (ts.isPrefixUnaryExpression(node)) this.prefix(node);
    else if (ts.isNumericLiteral(node)) this.number(node);
    else if (node.kind === Kind.TrueKeyword) this.add('boolean', node, 'false');
    else if (node.kind === Kind.FalseKeyword) this.add('boolean', node, 'true');
    else if (ts.isIfStatement(node)) this.condition(node.expression);
    else if (ts.isConditionalExpression(node)) this.condition(node.condition);
    else if (ts.isStringLiteral(node)) this.text(node);
    else if (ts.isExpressionStatement(node)) this.statement(node);
    else if (ts.isReturnStatement(node) && node.expression) this.answer(node);
    else if (ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node)) this.body(node);
  }

  binary({ operatorToken, left, right }) {
    const turned = OPERATORS.get(operatorToken.kind);
    if (turned) this.add('operator', operatorToken, turned);
    if (operatorToken.kind === Kind.QuestionQuestionToken)
      this.add('default', operatorToken, '', { start: left.getEnd(), end: right.getEnd() });
  }

  prefix(node) {
    const { operator, operand } = node;
    const range = { start: node.getStart(this.source), end: operand.getStart(this.source) };
    if (operator === Kind.ExclamationToken || operator === Kind.MinusToken || operator === Kind.TildeToken)
      this.add('unary', node, '', range);
  }

  number(node) {
    const value = Number(node.text);
    this.add('constant', node, String(value + 1));
    if (value > 1) this.add('constant', node, String(value - 1));
  }

  condition(expression) {
    this.add('condition', expression, 'true');
    this.add('condition', expression, 'false');
  }

  text(node) {
    const isName = ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent);
    if (!isName && !ts.isPropertyAssignment(node.parent)) this.add('text', node, "'?'");
    else if (ts.isPropertyAssignment(node.parent) && node.parent.initializer === node)
      this.add('text', node, "'?'");
  }

  statement(node) {
    this.add('statement', node, ';');
  }

  /** A different answer of the same kind, where the kind can be told from the code. */
  answer({ expression }) {
    if (expression.kind === Kind.NullKeyword) this.add('answer', expression, "'?'");
    else if (ts.isIdentifier(expression) && expression.text.startsWith('NO_'))
      this.add('answer', expression, '1');
  }

  /** Nothing happens at all. */
  body({ body, type }) {
    const isVoid = type && type.kind === Kind.VoidKeyword;
    if (isVoid && body && body.statements.length > 0) this.add('body', body, '{}');
  }
}

const isTypeOnly = (node) =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node);

/**
 * An assertion says a second time what the code around it makes sure of; without it nothing changes as long as the code
 * is right. So what stands in one is no subject: the specs prove the code, the assertions guard it in production.
 */
const isAssertion = (node) =>
  ts.isExpressionStatement(node) &&
  ts.isCallExpression(node.expression) &&
  ts.isIdentifier(node.expression.expression) &&
  node.expression.expression.text === 'assert';

/** Every mutant of a source text, in the order of its places. */
exports.mutantsOf = (file, text) =>
  new Finder(file, text).all().sort((one, other) => one.start - other.start);

exports.applyMutant = (text, { start, end, replacement }) =>
  text.slice(0, start) + replacement + text.slice(end);
