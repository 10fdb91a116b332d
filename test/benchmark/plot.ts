import type { Measurements } from './measurements.ts';
import { type Bar, drawPanel, escapeXml, heightOf, type Panel, style, width } from './panel.ts';
import type { Results } from './report.ts';
import type { VariantName } from './variants.ts';

const shown: VariantName[] = [
  'bare',
  'bareDefaults',
  'ours',
  'oursUnwarmed',
  'powertools',
  'powertoolsDefaults',
];

/**
 * Draws the cold answer, the cost of a callback and the load as an SVG for light and dark pages.
 */
export function plot(results: Results): string {
  const panels = [...variantPanels(results.measurements), ...loadPanels(results.load)];
  let top = 14;
  const drawn = panels.map((panel) => {
    const drawing = drawPanel(panel, top);
    top += heightOf(panel);
    return drawing;
  });
  const height = top + 30;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" \
aria-label="Start-up, per-callback cost and load">
${style}
${drawn.join('\n')}
<text class="small" x="16" y="${height - 16}">\
${escapeXml(results.machine)}. Medians; shorter is better.</text>
</svg>
`;
}

function variantPanels(all: Measurements): Panel[] {
  const bars = (partsOf: (measured: Measurements[VariantName]) => Bar['parts']): Bar[] =>
    shown.map((name) => ({
      label: all[name].title,
      isOurs: name === 'ours',
      parts: partsOf(all[name]),
    }));
  return [
    {
      title:
        all.ours.heldFirstMs === undefined
          ? 'Cold answer: init, then the first callback'
          : "Cold answer: init, then the first callback on a 512 MB Lambda's share of the CPU",
      unit: 'ms',
      legend: ['init', 'first callback'],
      bars: bars(({ initMs, firstMs, heldFirstMs }) => [
        { value: initMs, shade: 'first' },
        { value: heldFirstMs ?? firstMs, shade: 'second' },
      ]),
    },
    {
      title: 'Each further callback: CPU time',
      unit: 'µs',
      legend: [],
      bars: bars(({ warmCpuUs }) => [{ value: warmCpuUs, shade: 'second' }]),
    },
  ];
}

/** Draws the median as the dark part of a bar. The pale part reaches the 99th percentile. */
function loadPanels({ callbacks, pages }: Results['load']): Panel[] {
  const bar = (label: string, { p50Ms, p99Ms }: { p50Ms: number; p99Ms: number }): Bar => ({
    label,
    isOurs: true,
    parts: [
      { value: p50Ms, shade: 'second' },
      { value: p99Ms - p50Ms, shade: 'first' },
    ],
  });
  const legend = ['to p99', 'to p50'];
  return [
    {
      title: 'This receiver under callbacks at once, in one process',
      unit: 'ms',
      legend,
      bars: callbacks.map((step) => bar(`${step.atOnce} at once`, step)),
    },
    {
      title: "A page of a player's list, as the table grows",
      unit: 'ms',
      legend,
      bars: pages.map((step) =>
        bar(`${step.records.toLocaleString('en')} records, ${step.page} page`, step),
      ),
    },
  ];
}
