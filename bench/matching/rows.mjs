/**
 * The figures of one flow as rows for a program. A ratio to a subject is "times as fast"; a ratio to a limit is the
 * share of it that was used, so it must not exceed 1.
 * @param figuresOfCase figures with their `ratios`
 */
export function rowsOf({ parameters, figures: figuresOfCase }) {
  return figuresOfCase.flatMap((figures) => {
    const row = (metric, unit, value, ratios = {}) => ({
      case: parameters.name,
      subject: figures.subject.name,
      metric,
      unit,
      value,
      ratios,
    });
    return [
      row('completed', 'share of the flow', figures.completedShare),
      ...speedRows(row, figures),
      ...latencyRows(row, figures),
      ...memoryRows(row, figures),
    ];
  });
}

function speedRows(row, { operationsPerSecond: speed, addsPerSecond, ratios }) {
  if (speed === undefined) return [];
  return [
    row('throughput', 'operations/s', speed.median, ratios),
    row('throughputLowest', 'operations/s', speed.lowest),
    row('throughputHighest', 'operations/s', speed.highest),
    row('fillingThroughput', 'orders/s', addsPerSecond),
  ];
}

function latencyRows(row, { latencyNs, limits }) {
  if (latencyNs === undefined) return [];
  return [
    row('latencyP50', 'ns', latencyNs.p50),
    row('latencyP99', 'ns', latencyNs.p99),
    row('latencyP999', 'ns', latencyNs.p999, shareOf(limits.latencyNs, 'ns', latencyNs.p999)),
    row('timerOverhead', 'ns', latencyNs.timerNs),
  ];
}

function memoryRows(row, { limits, emptyBytes, bytesPerRestingOrder, allocatedBytes, scavenges }) {
  const rows = [];
  if (bytesPerRestingOrder !== undefined) {
    const used = shareOf(limits.bytesPerOrder, 'bytes', bytesPerRestingOrder);
    rows.push(row('emptyBytes', 'bytes', emptyBytes));
    rows.push(row('bytesPerRestingOrder', 'bytes', bytesPerRestingOrder, used));
  }
  if (allocatedBytes !== undefined) {
    rows.push(row('allocatedPerOperation', 'bytes', allocatedBytes));
    rows.push(row('scavenges', 'count', scavenges));
  }
  return rows;
}

const shareOf = (limit, unit, value) =>
  limit === undefined ? {} : { [`limit ${limit} ${unit}`]: value / limit };
