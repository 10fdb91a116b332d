import { markdownTable } from '../../bin/kit/formats.ts';
import type { CallbackStep, Load, PageStep, Step } from './load.ts';

/** Returns the tables of how figures change with the load. */
export function loadTables({ callbacks, pages }: Load): string {
  return [
    '### Callbacks at once in one process',
    'Lambda gives a process one callback at a time, so this is a load that a deployment never ' +
      'has. It shows what the handler itself adds: the SDK opens 50 connections, and what is ' +
      'above that waits for one.',
    markdownTable(
      ['at once', ...stepHead('a callback'), 'asked to retry'],
      callbacks.map((step: CallbackStep) => [
        String(step.atOnce),
        ...stepCells(step),
        String(step.refused),
      ]),
    ),
    "### Pages of a player's list",
    'A player has a tenth of all records; a page has 25. The table is the embedded DynamoDB, in ' +
      'memory and in a process of its own, whose own time is in the figures. Requests and read ' +
      'units are what a real one would count and bill.',
    markdownTable(
      ['records', 'page', 'requests', 'read units', ...stepHead('a page')],
      pages.map((step: PageStep) => [
        step.records.toLocaleString('en'),
        step.page,
        String(step.requests),
        String(step.readUnits),
        ...stepCells(step),
      ]),
    ),
  ].join('\n\n');
}

const stepHead = (what: string) => [`${what}, p50 ms`, 'p99 ms', 'a second', 'RSS MB'];

function stepCells({ p50Ms, p99Ms, perSecond, rssKb }: Step): string[] {
  return [p50Ms.toFixed(1), p99Ms.toFixed(1), perSecond.toFixed(0), (rssKb / 1024).toFixed(0)];
}
