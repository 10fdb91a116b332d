import middy from '@middy/core';
import parseJsonBody from '@middy/http-json-body-parser';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { answer, type ErrorCodeSet } from './answer.ts';
import { authenticateProvider } from './authenticate-provider.ts';
import type { CallbackEvent } from './callback.ts';
import { callbackSchema, type RequestFieldsRevision } from './callback.ts';
import type { CallbackReport } from './callback-reporter.ts';
import { catchErrors } from './catch-errors.ts';
import { type ExpiryRecorderProps, expiryRecorder } from './expiry-recorder.ts';
import { limitBody } from './limit-body.ts';
import type { Outcome } from './outcome.ts';
import type { Partner } from './partner.ts';
import { requireJson } from './require-json.ts';
import { validateCallback } from './validate-callback.ts';

export interface CallbackHandlerProps extends ExpiryRecorderProps {
  readonly partners: readonly Partner[];
  readonly requestFields: RequestFieldsRevision;
  readonly errorCodes: ErrorCodeSet;
  /** Is told of each callback once its outcome is known. */
  readonly report: (report: CallbackReport) => void;
}

/**
 * Returns the Lambda handler for `POST /V4/SessionExpired`: a Middy chain that leads from API Gateway's event to an outcome, which
 * is then reported and answered.
 *
 * The chain's order: what it throws is caught whatever throws it; no body is parsed that is too long for a callback, or not
 * said to be JSON; the body is validated before its fields are believed; and only a known partner's
 * callback reaches the table. A step that refuses ends the chain with its outcome.
 */
export function callbackHandler(props: CallbackHandlerProps) {
  const decideOutcome = middy<APIGatewayProxyEvent, Outcome>()
    .use(catchErrors())
    .use(limitBody())
    .use(requireJson())
    .use(parseJsonBody({ disableContentTypeCheck: true }))
    .use(validateCallback(callbackSchema(props.requestFields)))
    .use(authenticateProvider(props.partners))
    .handler<CallbackEvent, Outcome>(expiryRecorder(props));

  return async (event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> => {
    const startedAt = performance.now();
    const outcome = await decideOutcome(event as CallbackEvent, context);
    props.report({ event, context, outcome, durationMs: performance.now() - startedAt });
    return answer(outcome, props.errorCodes);
  };
}
