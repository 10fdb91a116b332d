import type { APIGatewayProxyResult } from 'aws-lambda';
import fc from 'fast-check';
import { callbackHandler } from '../../lambda/callback/callback-handler.ts';
import { toPartner } from '../../lambda/callback/partner.ts';
import { demoPartner } from '../builders/callback.ts';
import { memoryRecords } from '../builders/memory-records.ts';
import { aCallbackEvent, aContext } from '../builders/proxy-event.ts';
import { readSeededRun } from '../builders/seeded-run.ts';
import { anyRequest } from './any-request.ts';

/**
 * `npm run fuzz` sends requests of every kind to the whole chain. It prints whether every answer
 * kept the contract.
 */
const { runs, seed } = readSeededRun('npm run fuzz', 100_000);
const outcomes: Record<string, number> = {};

const handler = callbackHandler({
  // In memory, to try many inputs. Other tests use the table.
  store: memoryRecords().store,
  partners: [toPartner(demoPartner)],
  requestFields: '2024-10-17',
  errorCodes: '2024-10-17',
  retentionDays: 90,
  report: ({ outcome: { name } }) => {
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  },
});

/** Returns how an answer breaks the contract, or undefined. */
function breach({ statusCode, headers, body }: APIGatewayProxyResult): string | undefined {
  if (statusCode !== 200) return `HTTP ${statusCode}`;
  if (headers?.['Content-Type'] !== 'application/json') return 'content type';
  if (/[0-9a-f]{32}/.test(body)) return 'it quotes a value that was sent';
  const { error, description, ...rest } = JSON.parse(body);
  if (![0, 4, 7].includes(error)) return `error ${error}`;
  if (typeof description !== 'string' || description.length > 256) return 'description';
  return Object.keys(rest).length > 0 ? 'more fields' : undefined;
}

const result = await fc.check(
  fc.asyncProperty(anyRequest, async (request) => {
    const found = breach(await handler(aCallbackEvent('', request), aContext()));
    if (found !== undefined) throw new Error(found);
  }),
  { numRuns: runs, seed },
);

console.log(`inputs tried: ${result.numRuns}, seed ${seed}`);
for (const [name, count] of Object.entries(outcomes)) console.log(`  ${name}: ${count}`);
if (result.failed) {
  console.error(fc.defaultReportMessage(result));
  process.exit(1);
}
console.log(
  `every answer kept the contract; repeat with: npm run fuzz -- --seed ${seed} --runs ${runs}`,
);
