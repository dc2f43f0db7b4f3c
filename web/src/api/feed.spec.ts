import { Feed, type FeedMessage, type FeedState, type Socket, type SocketEvents } from './feed';

class Wire implements Socket {
  readonly sent: { op: string; channel?: string }[] = [];
  isClosed = false;
  constructor(private readonly events: SocketEvents) {}
  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }
  close(): void {
    this.isClosed = true;
  }
  open(): void {
    this.events.opened();
  }
  lose(): void {
    this.events.closed();
  }
  say(message: object): void {
    this.events.received(JSON.stringify(message));
  }
}

function setup() {
  const wires: Wire[] = [];
  const states: FeedState[] = [];
  const seen: FeedMessage[] = [];
  let losses = 0;
  const feed = new Feed({
    connect: (_token, events) => {
      const wire = new Wire(events);
      wires.push(wire);
      return wire;
    },
    onState: (state) => states.push(state),
    onLost: () => {
      losses += 1;
    },
  });
  feed.subscribe({ channel: 'market', instrumentCode: 'CEA-2024' }, (message) => seen.push(message));
  feed.connect('token');
  const market = (type: string, sequence: number) => ({
    channel: 'market',
    instrumentCode: 'CEA-2024',
    type,
    sequence,
  });
  const wire = (index: number): Wire => {
    const found = wires[index];
    if (!found) throw new Error(`no connection ${index}`);
    return found;
  };
  return { feed, wires, wire, states, seen, market, losses: () => losses };
}

describe('feed', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('delivers a snapshot and what follows it, each once', () => {
    const { wire, seen, market } = setup();
    wire(0).open();
    wire(0).say(market('delta', 6));
    wire(0).say(market('snapshot', 7));
    wire(0).say(market('delta', 7));
    wire(0).say(market('delta', 8));
    expect(seen.map((message) => message.sequence)).toEqual([7, 8]);
  });

  it('subscribes anew after a gap and applies nothing until the fresh snapshot', () => {
    const { wire, seen, market } = setup();
    wire(0).open();
    wire(0).say(market('snapshot', 1));
    wire(0).say(market('delta', 3));
    wire(0).say(market('delta', 4));
    expect(wire(0).sent.map((message) => message.op)).toEqual(['subscribe', 'unsubscribe', 'subscribe']);
    wire(0).say(market('snapshot', 9));
    wire(0).say(market('delta', 10));
    expect(seen.map((message) => message.sequence)).toEqual([1, 9, 10]);
  });

  it('comes back with growing pauses and subscribes again', () => {
    const { wires, wire, states, losses } = setup();
    wire(0).open();
    wire(0).lose();
    expect(states).toEqual(['connecting', 'live', 'reconnecting']);
    jest.advanceTimersByTime(700);
    expect(wires).toHaveLength(2);
    wire(1).lose();
    jest.advanceTimersByTime(700);
    expect(wires).toHaveLength(2);
    jest.advanceTimersByTime(700);
    expect(wires).toHaveLength(3);
    wire(2).open();
    expect(wire(2).sent).toEqual([{ op: 'subscribe', channel: 'market', instrumentCode: 'CEA-2024' }]);
    expect(losses()).toBe(2);
  });

  it('stays closed when it was closed', () => {
    const { feed, wires, wire } = setup();
    wire(0).open();
    feed.close();
    wire(0).lose();
    jest.advanceTimersByTime(60_000);
    expect(wire(0).isClosed).toBe(true);
    expect(wires).toHaveLength(1);
  });
});
