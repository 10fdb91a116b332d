import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

/**
 * The id of the custom resource. An account and region has one log role, so all custom resources
 * share this id.
 */
const physicalResourceId = 'api-gateway-log-role';

/** CloudFormation accepts an answer of 4,096 bytes. The ids in it take some hundred bytes. */
const maxReasonLength = 1_000;

const attempts = 3;

/**
 * Tells CloudFormation that the custom resource succeeded, or failed if a reason is given. The
 * stack's events show the reason.
 *
 * @throws Error if no attempt was accepted; Lambda then runs the whole function again
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

/** S3 signed this URL for a request without a content type. */
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
