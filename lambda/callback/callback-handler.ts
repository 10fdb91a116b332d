import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { catchErrors } from '../shared/catch-errors.ts';
import { reportSafely } from '../shared/safe-logging.ts';
import { answer, type ErrorCodeSet } from './answer.ts';
import { authenticateProvider } from './authenticate-provider.ts';
import type { CallbackEvent } from './callback.ts';
import { callbackSchema, type RequestFieldsRevision } from './callback.ts';
import type { CallbackReport } from './callback-reporter.ts';
import { type ExpiryRecorderProps, expiryRecorder } from './expiry-recorder.ts';
import { limitBody } from './limit-body.ts';
import type { Outcome } from './outcome.ts';
import { parseBody } from './parse-body.ts';
import type { Partner } from './partner.ts';
import { requireEvent } from './require-event.ts';
import { requireJson } from './require-json.ts';
import { validateCallback } from './validate-callback.ts';

export interface CallbackHandlerProps extends ExpiryRecorderProps {
  readonly partners: readonly Partner[];
  readonly requestFields: RequestFieldsRevision;
  readonly errorCodes: ErrorCodeSet;
  /** Receives each callback once its outcome is known. */
  readonly report: (report: CallbackReport) => void;
}

/**
 * Returns the Lambda handler for `POST /V4/SessionExpired`. A Middy chain turns API Gateway's event
 * into an outcome. The handler then reports the outcome and answers it.
 *
 * The chain's order: errors are caught first. The event, size and content type are checked before
 * parsing. The body is validated before the chain uses its fields: without that step the handler
 * does not compile. Only a known partner's callback reaches the table. A step that refuses ends the
 * chain with its outcome.
 */
export function callbackHandler(props: CallbackHandlerProps) {
  const decideOutcome = middy<APIGatewayProxyEvent, Outcome>()
    .use(catchErrors())
    .use(requireEvent())
    .use(limitBody())
    .use(requireJson())
    .use(parseBody())
    .use(validateCallback(callbackSchema(props.requestFields)))
    .use(authenticateProvider(props.partners))
    .handler(expiryRecorder(props));

  return async (given: APIGatewayProxyEvent, context?: Context): Promise<APIGatewayProxyResult> => {
    // `performance` would load a module of Node.js that nothing else needs.
    const startedAt = process.hrtime.bigint();
    // A ping may send null.
    const event = (given ?? {}) as CallbackEvent;
    const outcome = await decideOutcome(event, context as Context);
    const durationMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
    reportSafely(() => props.report({ event, context, outcome, durationMs }));
    return answer(outcome, props.errorCodes);
  };
}
