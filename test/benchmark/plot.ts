import type { Step } from './load.ts';
import type { Measurements } from './measurements.ts';
import type { Results } from './report.ts';
import type { VariantName } from './variants.ts';

/** A bar of a pale and a dark part. */
interface Bar {
  readonly label: string;
  readonly pale: number;
  readonly dark: number;
  readonly isOurs: boolean;
}

/** A title with horizontal bars below it. */
interface Panel {
  readonly title: string;
  readonly unit: string;
  /** The names of the parts, if the bars have two. */
  readonly legend: readonly string[];
  readonly bars: readonly Bar[];
}

const width = 860;
const labelWidth = 290;
const barHeight = 22;
const rowHeight = barHeight + 10;
const panelHead = 64;

/** The style sheet, for light and dark pages. */
const style = `<style>
  text { font: 13px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; \
fill: #1f2328; }
  .title { font-size: 15px; font-weight: 600; }
  .small { font-size: 12px; fill: #59636e; }
  .other.pale { fill: #c8d1da; } .other.dark { fill: #8c959f; }
  .ours.pale { fill: #80bbf5; } .ours.dark { fill: #0969da; } text.ours { font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; } .small { fill: #9198a1; }
    .other.pale { fill: #4a525c; } .other.dark { fill: #7d8590; }
    .ours.pale { fill: #1f5597; } .ours.dark { fill: #4493f8; }
  }
</style>`;

/**
 * Draws the cold answer, the cost of a callback and the load as an SVG for light and dark pages.
 */
export function plot({ measurements, load, machine }: Results): string {
  let top = 14;
  const drawn = [...variantPanels(measurements), ...loadPanels(load)].map((panel) => {
    const drawing = drawPanel(panel, top);
    top += panelHead + panel.bars.length * rowHeight;
    return drawing;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top + 30}" role="img" \
aria-label="Start-up, per-callback cost and load">
${style}
${drawn.join('\n')}
${text(16, top + 14, `${machine}. Medians; shorter is better.`, 'small')}
</svg>
`;
}

const shown: VariantName[] = [
  'bare',
  'bareDefaults',
  'ours',
  'oursUnwarmed',
  'powertools',
  'powertoolsDefaults',
];

function variantPanels(all: Measurements): Panel[] {
  const bar = (name: VariantName, pale: number, dark: number): Bar => ({
    label: all[name].title,
    isOurs: name === 'ours',
    pale,
    dark,
  });
  const share = all.ours.heldFirstMs ? " on a 512 MB Lambda's share of the CPU" : '';
  return [
    {
      title: `Cold answer: init, then the first callback${share}`,
      unit: 'ms',
      legend: ['init', 'first callback'],
      bars: shown.map((name) => {
        const { initMs, firstMs, heldFirstMs = firstMs } = all[name];
        return bar(name, initMs, heldFirstMs);
      }),
    },
    {
      title: 'Each further callback: CPU time',
      unit: 'µs',
      legend: [],
      bars: shown.map((name) => bar(name, 0, all[name].warmCpuUs)),
    },
  ];
}

/** Draws the pale part of a bar up to the median, and the dark part up to the 99th percentile. */
function loadPanels({ callbacks, pages }: Results['load']): Panel[] {
  const panel = (title: string, steps: ({ label: string } & Step)[]): Panel => ({
    title,
    unit: 'ms',
    legend: ['to p50', 'to p99'],
    bars: steps.map(({ label, p50Ms, p99Ms }) => ({
      label,
      isOurs: true,
      pale: p50Ms,
      dark: p99Ms - p50Ms,
    })),
  });
  return [
    panel(
      'This receiver under callbacks at once, in one process',
      callbacks.map((step) => ({ ...step, label: `${step.atOnce} at once` })),
    ),
    panel(
      "A page of a player's list, as the table grows",
      pages.map((step) => ({
        ...step,
        label: `${step.records.toLocaleString('en')} records, ${step.page} page`,
      })),
    ),
  ];
}

function drawPanel({ title, unit, legend, bars }: Panel, top: number): string {
  const longest = Math.max(...bars.map(({ pale, dark }) => pale + dark));
  const scale = (width - labelWidth - 110) / longest;
  const keys = legend.map((name, i) => {
    const x = labelWidth + i * 80;
    const shade = i === 0 ? 'ours pale' : 'ours dark';
    return rect(x, top + 30, 12, 12, shade) + text(x + 18, top + 40, name, 'small');
  });
  const rows = bars.map(({ label, pale, dark, isOurs }, i) => {
    const y = top + panelHead - 12 + i * rowHeight;
    const whose = isOurs ? 'ours' : 'other';
    const between = labelWidth + pale * scale;
    const end = between + dark * scale;
    const total = `${(pale + dark).toFixed(pale + dark < 10 ? 1 : 0)} ${unit}`;
    return [
      text(labelWidth - 12, y + 16, label, `${whose}" text-anchor="end`),
      rect(labelWidth, y, pale * scale, barHeight, `${whose} pale`),
      rect(between, y, dark * scale, barHeight, `${whose} dark`),
      text(end + 8, y + 16, total, whose),
    ].join('');
  });
  return [text(16, top + 18, title, 'title'), ...keys, ...rows].join('\n');
}

function text(x: number, y: number, content: string, style: string): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text class="${style}" x="${x.toFixed(1)}" y="${y}">${escaped}</text>`;
}

function rect(x: number, y: number, width: number, height: number, style: string): string {
  return `<rect class="${style}" x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" \
height="${height}" rx="2"/>`;
}
