import { describe, expect, it } from 'vitest';
import { queryLambda } from '../../../lambda/query/query-lambda.ts';
import { aContext, aGetEvent, aListEvent } from '../../builders/proxy-event.ts';
import { onTurnedClock, unanswered } from '../../builders/turned-clock.ts';

const report = () => {};

describe("the query's Lambda", () => {
  it.each([
    ['one record', aGetEvent('a')],
    ['a list', aListEvent({ userId: 'a' })],
  ])('answers 503 within 4 s of a start, if the table never answers: %s', async (_, event) => {
    const { result, tookMs } = await onTurnedClock(async () => {
      const handler = await queryLambda({ TABLE_NAME: 'a' }, { dynamoDb: unanswered, report });
      return handler(event, aContext());
    });
    expect(result).toMatchObject({
      statusCode: 503,
      headers: { 'Retry-After': '5', 'Cache-Control': 'no-store' },
    });
    expect(tookMs).toBeLessThanOrEqual(4_000);
  });

  it('answers 503 if the table refuses connections', async () => {
    const refusing = { ...unanswered, requestHandler: undefined, endpoint: 'http://127.0.0.1:1' };
    const handler = await queryLambda({ TABLE_NAME: 'a' }, { dynamoDb: refusing, report });
    expect(await handler(aGetEvent('a'), aContext())).toMatchObject({ statusCode: 503 });
  });

  it('names a missing variable at start', async () => {
    await expect(queryLambda({})).rejects.toThrow(
      'environment variable TABLE_NAME is missing or wrong',
    );
  });
});
