import type { Account, Instrument } from '../api/types';
import { checkTicket, shortOf, worstValue } from './ticket-check';
import type { TicketFields } from './ticket-state';

const names = { en: '', zh: '' };
const carbon: Instrument = {
  code: 'CEA-2024',
  family: 'carbon-credits',
  commodity: 'CEA',
  zoneCode: 'CN',
  vintage: '2024',
  names,
  purpose: 'allowance',
  unit: names,
  lotSize: '1',
  tickSize: '0.01',
};
const band = { low: '52.20', high: '63.80' };
const typed = (change: Partial<TicketFields>): TicketFields => ({
  side: 'buy',
  orderType: 'limit',
  price: '58.20',
  quantity: '100',
  timeInForce: 'GTC',
  postOnly: false,
  ...change,
});
const rules = (change: Partial<TicketFields>) =>
  checkTicket(typed(change), carbon, band).map(({ field, rule }) => `${field}.${rule}`);

describe('order ticket before it is sent', () => {
  it('passes what the venue would take', () => {
    expect(rules({})).toEqual([]);
    expect(rules({ price: '52.20' })).toEqual([]);
    expect(rules({ orderType: 'market', price: '' })).toEqual([]);
  });

  it('says which field breaks which rule, and what is near', () => {
    expect(rules({ price: '', quantity: 'x' })).toEqual(['price.missing', 'quantity.malformed']);
    expect(rules({ price: '-58', quantity: '0' })).toEqual(['price.malformed', 'quantity.zero']);
    const [price, quantity] = checkTicket(typed({ price: '58.205', quantity: '0.5' }), carbon, band);
    expect(price).toMatchObject({ rule: 'offStep', nearby: ['58.20', '58.21'] });
    expect(quantity).toMatchObject({ rule: 'offStep', nearby: ['1'] });
  });

  it('keeps to the band of the day', () => {
    expect(checkTicket(typed({ price: '70' }), carbon, band)).toEqual([
      { field: 'price', rule: 'band', values: { low: '52.20', high: '63.80' }, nearby: ['63.80'] },
    ]);
    expect(rules({ price: '52.19' })).toEqual(['price.band']);
  });

  it('reserves the worst case', () => {
    expect(worstValue(typed({}), band)).toBe('5820.00');
    expect(worstValue(typed({ orderType: 'market' }), band)).toBe('6380.00');
    expect(worstValue(typed({ quantity: '' }), band)).toBeNull();
  });

  it('warns of too little cash or too few rights', () => {
    const zero = { reserved: '0', unsettledIn: '0', unsettledOut: '0' };
    const account: Account = {
      participantCode: 'P01',
      cash: { available: '5000.00', bank: '0', ...zero },
      rights: [{ instrumentCode: 'CEA-2024', available: '60', registered: '0', ...zero }],
    };
    expect(shortOf(typed({}), carbon, band, account)).toBe('funds');
    expect(shortOf(typed({ quantity: '50' }), carbon, band, account)).toBeNull();
    expect(shortOf(typed({ side: 'sell' }), carbon, band, account)).toBe('rights');
    expect(shortOf(typed({ side: 'sell' }), carbon, band, null)).toBeNull();
  });
});
