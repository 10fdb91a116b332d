/** A bar with its parts. */
export interface Bar {
  readonly label: string;
  readonly parts: readonly { readonly value: number; readonly shade: 'first' | 'second' }[];
  readonly isOurs: boolean;
}

/** A title with horizontal bars below it. */
export interface Panel {
  readonly title: string;
  readonly unit: string;
  /** The names of a bar's pale and dark parts. */
  readonly legend: readonly string[];
  readonly bars: readonly Bar[];
}

/** The width of a panel in pixels. */
export const width = 860;
const labelWidth = 290;
const barHeight = 22;
const gap = 10;
const panelHead = 64;

/** The style sheet, for light and dark pages. */
export const style = `<style>
  text { font: 13px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; \
fill: #1f2328; }
  .title { font-size: 15px; font-weight: 600; }
  .small { font-size: 12px; fill: #59636e; }
  .bold { font-weight: 600; }
  .axis { stroke: #d1d9e0; }
  .other.first { fill: #c8d1da; } .other.second { fill: #8c959f; }
  .ours.first { fill: #80bbf5; } .ours.second { fill: #0969da; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .small { fill: #9198a1; }
    .axis { stroke: #3d444d; }
    .other.first { fill: #4a525c; } .other.second { fill: #7d8590; }
    .ours.first { fill: #1f5597; } .ours.second { fill: #4493f8; }
  }
</style>`;

/** Returns the height of a panel in pixels. */
export const heightOf = ({ bars }: Panel): number => panelHead + bars.length * (barHeight + gap);

/** Draws a panel. `top` is its upper end. */
export function drawPanel({ title, unit, legend, bars }: Panel, top: number): string {
  const totals = bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const scale = (width - labelWidth - 110) / Math.max(...totals);
  const rows = bars.map((bar, i) => {
    const y = top + panelHead - 12 + i * (barHeight + gap);
    let x = labelWidth;
    const rects = bar.parts.map(({ value, shade }) => {
      const rect = `<rect class="${bar.isOurs ? 'ours' : 'other'} ${shade}" \
x="${x.toFixed(1)}" y="${y}" width="${(value * scale).toFixed(1)}" height="${barHeight}" rx="2"/>`;
      x += value * scale;
      return rect;
    });
    const bold = bar.isOurs ? ' class="bold"' : '';
    return `<text${bold} x="${labelWidth - 12}" y="${y + 16}" text-anchor="end">\
${escapeXml(bar.label)}</text>
${rects.join('')}
<text${bold} x="${(x + 8).toFixed(1)}" y="${y + 16}">${figure(totals[i] ?? 0)} ${unit}</text>`;
  });
  const bottom = top + panelHead - 18 + bars.length * (barHeight + gap);
  const keys = legend.map(
    (name, i) =>
      `<rect class="ours ${i === 0 ? 'first' : 'second'}" \
x="${labelWidth + i * 80}" y="${top + 30}" width="12" height="12" rx="2"/>\
<text class="small" x="${labelWidth + 18 + i * 80}" y="${top + 40}">${name}</text>`,
  );
  return `<text class="title" x="16" y="${top + 18}">${escapeXml(title)}</text>
${keys.join('')}
<line class="axis" x1="${labelWidth}" x2="${labelWidth}" \
y1="${top + panelHead - 16}" y2="${bottom}"/>
${rows.join('\n')}`;
}

function figure(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}

/** Escapes a text for SVG. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
