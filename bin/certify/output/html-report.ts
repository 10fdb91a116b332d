import { readFileSync } from 'node:fs';
import type { GroupedFinding } from '../group.ts';
import { latencyChart } from './latency-chart.ts';
import { type ReportProps, repetition, reportFacts } from './report-facts.ts';

/** Text that is HTML already. */
class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Returns the report as one HTML file that prints on A4. Its content security policy forbids
 * scripts and loading. Every text is escaped.
 */
export function htmlReport(props: ReportProps): string {
  const { checks, latenciesMs, notRun, verdict } = props.certification;
  const { kind, summary } = verdict;
  const failed = checks.filter(({ passed }) => !passed);
  const isCertified = kind === 'certified';
  const title = isCertified ? 'Certified' : 'Not certified';
  const facts = reportFacts(props);
  const groups = Map.groupBy(checks, ({ group }) => group);
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}: Session Expired callback</title>
<style>${new Html(readFileSync(new URL('report.css', import.meta.url), 'utf8'))}</style>
<main>
<header>
<p>Lucky Monaco: Session Expired callback</p>
<h1>Certification of an endpoint</h1>
</header>
<p class="verdict ${isCertified ? 'passed' : 'failed'}"><strong>${title}</strong> ${summary}.</p>
<dl>${facts.map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
${failed.length === 0 ? '' : html`<h2>What failed</h2>${failed.map(failure)}`}
${
  latenciesMs.length === 0
    ? ''
    : html`<figure><h2>How long answers took</h2>${new Html(latencyChart(latenciesMs))}
<figcaption>Each bar is a new callback, ten of them under way at once, the fastest first.
The provider waits 10 s.</figcaption></figure>`
}
<h2>What was checked</h2>
<table>
<thead><tr><th>Check<th>Expected<th>Got<th>Result</tr></thead>
${[...groups].map(
  ([name, rows]) =>
    html`<tbody><tr><th colspan="4" scope="rowgroup">${name}</tr>${rows.map(row)}</tbody>`,
)}
</table>
${notRun.length === 0 ? '' : html`<p>Not run: ${notRun.join(', ')}.</p>`}
<section><h2>How to repeat it</h2>
<p>In a checkout of this project, with Node.js.</p>
<pre>${repetition(props)}</pre></section>
</main>
</html>
`.text;
}

function failure({ group, check, expected, got, provider }: GroupedFinding): Html {
  return html`<section class="failure"><h3>${group}: ${check}</h3>
<dl><div><dt>Expected</dt><dd>${expected}</dd></div><div><dt>Got</dt><dd>${got}</dd></div>
<div><dt>The provider</dt><dd>${provider ?? ''}</dd></div></dl></section>`;
}

function row({ check, expected, got, passed }: GroupedFinding): Html {
  const result = passed ? 'passed' : 'failed';
  return html`<tr><td>${check}<td>${expected}<td>${got}<td class="${result}">${result}</tr>\n`;
}

type Part = string | Html | readonly Html[];

/** Makes HTML of a template and escapes its texts. */
function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: template }, ...parts.map(toHtml)));
}

function toHtml(part: Part): string {
  if (typeof part === 'string')
    return part.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return part instanceof Html ? part.text : part.map(toHtml).join('');
}
