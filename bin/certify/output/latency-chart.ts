import { percentile } from '../checks/latency.ts';

const size = { width: 640, height: 150, left: 66, bottom: 22, top: 14 };

/** Returns an SVG chart: a bar for each callback, the shortest first, and two percentiles. */
export function latencyChart(latenciesMs: readonly number[]): string {
  const slowest = percentile(latenciesMs, 100);
  const top = niceAbove(slowest);
  const { width, height, left, bottom } = size;
  const floor = height - bottom;
  const step = (width - left) / latenciesMs.length;
  const y = (ms: number) => round(floor - (ms / top) * (floor - size.top));
  const bars = latenciesMs.map(
    (ms, i) =>
      `<rect x="${round(left + i * step)}" y="${y(ms)}" ` +
      `width="${round(step * 0.72)}" height="${round(floor - y(ms))}"/>`,
  );
  const lines = [0, top / 2, top].map(
    (ms) =>
      `<path d="M${left} ${y(ms)}H${width}"/>` +
      `<text x="${left - 8}" y="${y(ms) + 4}" text-anchor="end">${ms} ms</text>`,
  );
  const marks = [50, 99].map((percent) => {
    const x = round(left + (Math.ceil((percent / 100) * latenciesMs.length) - 0.6) * step);
    const ms = Math.ceil(percentile(latenciesMs, percent));
    return `<text x="${x}" y="${height - 6}" text-anchor="end">p${percent}: ${ms} ms</text>`;
  });
  const title = `${latenciesMs.length} answers took up to ${Math.ceil(slowest)} ms`;
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">`,
    `<g class="grid">${lines.join('')}</g><g class="bars">${bars.join('')}</g>`,
    `<g>${marks.join('')}</g></svg>`,
  ].join('\n');
}

/** Returns the smallest 1, 2 or 5 times a power of ten that is not below the value. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
