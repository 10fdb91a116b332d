import type { MiddlewareObj } from '@middy/core';
import * as v from 'valibot';
import type { ListPageProps, RecordSelection } from '../records/record-list.ts';
import { toPlainName } from '../shared/safe-logging.ts';
import { fromCursor } from './cursor.ts';
import type { QueryOutcome } from './outcome.ts';
import type { ListEvent } from './record-queries.ts';
import { listParameters } from './request.ts';

const parametersSchema = v.strictObject(listParameters);

type Parameters = v.InferOutput<typeof parametersSchema>;

/** The parameters that select the records of a list and their order. */
type Selecting = Omit<Parameters, 'limit' | 'cursor'>;

/**
 * Puts the validated list on the event, or ends the chain as `invalid` with one problem for each
 * wrong parameter.
 */
export function validateList(): MiddlewareObj<ListEvent, QueryOutcome> {
  return {
    before: function validateListBefore({ event }): QueryOutcome | undefined {
      const given = event.multiValueQueryStringParameters ?? {};
      const repeated = Object.keys(listParameters).filter((name) => (given[name]?.length ?? 0) > 1);
      if (repeated.length > 0) return invalid(repeated.map((name) => `${name} must be given once`));

      const single = Object.fromEntries(
        Object.entries(given).map(([name, values]) => [name, values?.[0]]),
      );
      const { success, output, issues } = v.safeParse(parametersSchema, single, {
        abortPipeEarly: true,
      });
      if (!success) return invalid(issues.map(toProblem));

      const list = toList(output);
      if (typeof list === 'string') return invalid([list]);
      event.list = list;
      return undefined;
    },
  };
}

function invalid(problems: readonly string[]): QueryOutcome {
  return { name: 'invalid', problems };
}

function toProblem(issue: v.BaseIssue<unknown>): string {
  const name = v.getDotPath(issue) ?? '';
  if (issue.type !== 'strict_object') return `${name} ${issue.message}`;
  return `${toPlainName(name)} is not a parameter: there are ${Object.keys(listParameters).join(', ')}`;
}

/** Returns the page to list, or the problem if the parameters are valid alone but not together. */
function toList({ limit, cursor, ...parameters }: Parameters): ListPageProps | string {
  const selection = toSelection(parameters);
  if (selection === undefined) return 'exactly one of sessionId and userId must be given';
  const { from, to } = selection;
  if (from !== undefined && to !== undefined && from >= to) return 'from must be before to';
  if (cursor === undefined) return { selection, limit };
  const after = fromCursor(selection, cursor);
  if (after === undefined) {
    return 'cursor must be the nextCursor of this query, unchanged, with the same sessionId or userId, from, to and order';
  }
  return { selection, limit, after };
}

function toSelection({ sessionId, userId, ...rest }: Selecting): RecordSelection | undefined {
  if (sessionId !== undefined && userId === undefined)
    return { index: 'bySession', value: sessionId, ...rest };
  if (userId !== undefined && sessionId === undefined)
    return { index: 'byUser', value: userId, ...rest };
  return undefined;
}
