import { FeedChannel } from './feed-channel';

const listener = () => {
  const texts: string[] = [];
  return {
    send: (text: string) => texts.push(text),
    messages: () => texts.map((text) => JSON.parse(text) as Record<string, unknown>),
  };
};

describe('FeedChannel', () => {
  it('sends a snapshot first and then messages one sequence higher each, whenever a listener joins', () => {
    const channel = new FeedChannel({ channel: 'market', instrumentCode: 'CEA-2024' });
    const early = listener();
    channel.join(early, { bids: [] });
    channel.publish('delta', { levels: [] });
    const late = listener();
    channel.join(late, { bids: [] });
    channel.publish('delta', { levels: [] });
    expect(early.messages().map((m) => [m['type'], m['sequence']])).toEqual([
      ['snapshot', 0],
      ['delta', 1],
      ['delta', 2],
    ]);
    expect(late.messages().map((m) => [m['type'], m['sequence']])).toEqual([
      ['snapshot', 1],
      ['delta', 2],
    ]);
    expect(late.messages()[0]).toMatchObject({ channel: 'market', instrumentCode: 'CEA-2024' });
  });

  it('sends nothing to one who left', () => {
    const channel = new FeedChannel({ channel: 'session' });
    const gone = listener();
    channel.join(gone, {});
    channel.leave(gone);
    channel.publish('stage', {});
    expect(gone.messages()).toHaveLength(1);
    expect(channel.subscriberCount).toBe(0);
  });
});
