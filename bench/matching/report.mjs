import { shortNumber, textTable, withThousands } from '../harness/table.mjs';
import { bestPeer } from './figures.mjs';

const share = (part) => (part === undefined ? undefined : `${Math.round(part * 100)} %`);
const ofLimit = (value, limit) =>
  value === undefined || limit === undefined ? undefined : share(value / limit);
const millions = (perSecond) => shortNumber(perSecond / 1_000_000);

/** Heading and cell of each column. */
const COLUMNS = [
  ['subject', titleOf],
  ['Mops/s', ({ operationsPerSecond: speed }) => speed && millions(speed.median)],
  [
    'lowest–highest',
    ({ operationsPerSecond: speed }) => speed && `${millions(speed.lowest)}–${millions(speed.highest)}`,
  ],
  ['× best peer', ({ ratios }) => shortNumber(ratios['best npm peer'])],
  ['× reference', ({ subject, ratios }) => shortNumber(subject.kind === 'floor' ? 1 : ratios.reference)],
  ['p50 ns', ({ latencyNs }) => latencyNs && withThousands(latencyNs.p50)],
  ['p99 ns', ({ latencyNs }) => latencyNs && withThousands(latencyNs.p99)],
  ['p99.9 ns', ({ latencyNs }) => latencyNs && withThousands(latencyNs.p999)],
  ['of limit', ({ latencyNs, limits }) => ofLimit(latencyNs?.p999, limits.latencyNs)],
  ['bytes/order', ({ bytesPerRestingOrder }) => shortNumber(bytesPerRestingOrder)],
  ['of limit', ({ bytesPerRestingOrder, limits }) => ofLimit(bytesPerRestingOrder, limits.bytesPerOrder)],
  ['alloc B/op', ({ allocatedBytes }) => allocatedBytes?.toFixed(2)],
  ['scavenges', ({ scavenges }) => scavenges?.toString()],
  ['filling M/s', ({ operationsPerSecond, addsPerSecond }) => operationsPerSecond && millions(addsPerSecond)],
];

function titleOf({ subject, version, completedShare }) {
  const title = subject.kind === 'floor' ? subject.name : `${subject.name} ${version}`;
  return completedShare < 1 ? `${title} (partial: ${Math.floor(completedShare * 100)} %)` : title;
}

function caseText({ parameters, flow, figures }) {
  const { name, resting, add, cancel, take } = parameters;
  const operations = withThousands(flow.n - flow.prefill);
  const mix = `${share(add)} add, ${share(cancel)} cancel, ${share(take)} take`;
  const headings = COLUMNS.map(([heading]) => heading);
  const cells = figures.map((one) => COLUMNS.map(([, cell]) => cell(one)));
  return [
    `${name}: ${withThousands(resting)} resting orders, ${operations} operations (${mix})`,
    textTable(headings, cells),
    notesOf(figures).join('; '),
    '',
  ].join('\n');
}

function notesOf(figures) {
  const notes = [];
  const best = bestPeer(figures);
  if (best) notes.push(`best npm peer: ${best.subject.name}`);
  for (const { subject, ratios } of figures) {
    const times = ratios['itself on the flow deep'];
    if (times !== undefined) notes.push(`${subject.name} ${shortNumber(times)} times as fast as on deep`);
  }
  const timers = figures.flatMap(({ latencyNs }) => (latencyNs ? [latencyNs.timerNs] : []));
  if (timers.length > 0)
    notes.push(`every latency includes the clock's own ${withThousands(Math.max(...timers))} ns`);
  const cores = Math.max(...figures.map(({ othersCores }) => othersCores ?? 0));
  if (cores >= 0.05) notes.push(`other processes used up to ${cores.toFixed(1)} cores meanwhile`);
  return notes;
}

/** @param cases one per flow, in the order measured: {parameters, flow, figures} */
export function reportText(machine, settings, cases) {
  const head = [
    'matching: order books on generated flows, every trade checked against the reference',
    machine,
    `seed ${settings.seed}, ${settings.runs} runs in turn, each in a fresh process; medians`,
    '',
  ];
  return [...head, ...cases.map(caseText)].join('\n');
}
