import { markdownTable } from '../kit/formats.ts';
import type { Alternative } from './alternatives.ts';
import { type CostInputs, costPerMillion, totalOf } from './cost-per-million.ts';
import type { Prices } from './price-list.ts';

/**
 * Returns the cost of a million new callbacks here and elsewhere, by item, with what the
 * alternatives lack.
 */
export function comparisonTable(
  prices: Prices,
  ours: CostInputs,
  alternatives: readonly Alternative[],
  coldShares: Readonly<Record<string, number>>,
): string {
  const columns = [ours, ...alternatives.map(({ inputs }) => inputs)];
  const costs = columns.map((inputs) => costPerMillion(prices, inputs));
  const names = costs[0]?.map(({ name }) => name) ?? [];
  // The totals include the starts, at a rate for each total.
  const items = names.filter((name) => name !== 'Lambda, starts');
  const totals = Object.entries(coldShares).map(([rate, coldShare]) => [
    `**total at ${rate}**`,
    ...columns.map(
      (inputs) => `**${dollars(totalOf(costPerMillion(prices, { ...inputs, coldShare })))}**`,
    ),
  ]);
  return [
    markdownTable(
      ['$ per million new callbacks', 'This receiver', ...alternatives.map(({ name }) => name)],
      [
        ...items.map((name) => [
          name,
          ...costs.map((cost) => dollars(cost.find((item) => item.name === name)?.usd ?? 0)),
        ]),
        ...totals,
      ],
    ),
    'What they do not do:',
    alternatives.map(({ name, lacks }) => `- **${name}.** ${lacks}`).join('\n'),
  ].join('\n\n');
}

function dollars(usd: number): string {
  return usd.toFixed(2);
}
