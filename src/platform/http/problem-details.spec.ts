import { DomainError } from '../../kernel';
import { recognise } from './framework-errors';
import { problemOf } from './problem-details';

const text = (en: string) => ({ en, zh: `${en}（中文）` });

describe('problem details', () => {
  const error = new DomainError(
    'order.off-band',
    text('Too dear.'),
    { high: '60.00' },
    {
      kind: 'refused',
      remedy: text('Bid less.'),
      problems: [{ field: 'price', rule: 'band', message: text('High.') }],
    },
  );

  it('carry code, remedy, fields and parameters in one language', () => {
    expect(problemOf(error, 422, 'zh', '/orders')).toEqual({
      type: 'urn:ecobourse:problem:order.off-band',
      title: '被规则拒绝',
      status: 422,
      code: 'order.off-band',
      detail: 'Too dear.（中文）',
      remedy: 'Bid less.（中文）',
      instance: '/orders',
      errors: [{ field: 'price', rule: 'band', message: 'High.（中文）' }],
      params: { high: '60.00' },
    });
  });

  it('leave out what there is not', () => {
    const bare = problemOf(new DomainError('a.b', text('No.')), 400, 'en', '/');
    expect(Object.keys(bare)).toEqual(['type', 'title', 'status', 'code', 'detail', 'instance']);
  });

  it('take a database that is away for a passing thing, and anything unknown for a defect', () => {
    expect(recognise(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))?.status).toBe(503);
    expect(recognise(Object.assign(new Error('shutdown'), { code: '57P01' }))?.error.kind).toBe(
      'unavailable',
    );
    expect(recognise(new TypeError('x is undefined'))).toBeNull();
    expect(recognise(Object.assign(new Error('duplicate key'), { code: '23505' }))).toBeNull();
  });
});
