import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

/** The account has one such setting, so every custom resource stands for the same thing. */
const physicalResourceId = 'api-gateway-log-role';

/** CloudFormation takes an answer of 4,096 bytes; the ids in it take some hundred. */
const maxReasonLength = 1_000;

const attempts = 3;

/**
 * Tells CloudFormation how a custom resource went: well, or not, for that reason, which shows in the stack's events.
 *
 * @throws Error when no attempt was heard; Lambda then runs the whole function again
 */
export async function answerCloudFormation(
  event: CloudFormationCustomResourceEvent,
  reason?: string,
): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const body = JSON.stringify({
    Status: reason === undefined ? 'SUCCESS' : 'FAILED',
    Reason: reason?.slice(0, maxReasonLength),
    PhysicalResourceId: physicalResourceId,
    StackId,
    RequestId,
    LogicalResourceId,
  });
  for (let attempt = 1; ; attempt++) {
    try {
      return await put(ResponseURL, body);
    } catch (error) {
      if (attempt === attempts) throw error;
    }
    await sleep(1_000);
  }
}

/** The URL is one of S3's, signed for a request without a content type. */
async function put(url: string, body: string): Promise<void> {
  const signal = AbortSignal.timeout(5_000);
  const { ok, status } = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': '' },
    body,
    signal,
  });
  if (!ok) throw new Error(`CloudFormation's answer was not taken: HTTP ${status}`);
}
