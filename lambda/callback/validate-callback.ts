import type { MiddlewareObj } from '@middy/core';
import * as v from 'valibot';
import type { CallbackEvent } from './callback.ts';
import { type Callback, isKnownField } from './callback.ts';
import type { Outcome } from './outcome.ts';

/**
 * Puts the validated callback on the event, or ends the chain as `malformed` with one problem for
 * each wrong field.
 */
export function validateCallback(
  schema: v.GenericSchema<unknown, Callback>,
): MiddlewareObj<CallbackEvent, Outcome> {
  return {
    before: function validateCallbackBefore({ event }): Outcome | undefined {
      const body: unknown = event.body;
      const { success, output, issues } = v.safeParse(schema, body);
      if (!success) return { name: 'malformed', problems: issues.map(toProblem) };
      event.callback = output;
      event.unknownFields = Object.keys(body as object).filter((name) => !isKnownField(name));
      return undefined;
    },
  };
}

function toProblem(issue: v.BaseIssue<unknown>): string {
  const field = v.getDotPath(issue);
  return field === null ? issue.message : `${field} ${issue.message}`;
}
