import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import * as v from 'valibot';
import { withinBudget } from '../shared/within-budget.ts';
import { answerCloudFormation } from './answer-cloudformation.ts';
import { type SetIfAbsentProps, setIfAbsent } from './set-if-absent.ts';

/** The schema of the custom resource's properties. */
export const logRolePropertiesSchema = v.object({
  /** ARN of the role that API Gateway gets if it has none. */
  RoleArn: v.pipe(v.string(), v.nonEmpty()),
});

export type LogRoleProperties = v.InferOutput<typeof logRolePropertiesSchema>;

export interface LogRoleHandlerProps extends Omit<SetIfAbsentProps, 'roleArn'> {
  /**
   * Milliseconds after which CloudFormation is told that the resource failed, even if work still
   * runs.
   */
  readonly budgetMs: number;
}

/**
 * Returns the handler of the custom resource. It sets the role on creation and update. It does
 * nothing on deletion, since other APIs may use the role. CloudFormation always gets an answer.
 * Without one it would wait for an hour.
 */
export function logRoleHandler({ budgetMs, ...props }: LogRoleHandlerProps) {
  return async function handleLogRole(event: CloudFormationCustomResourceEvent): Promise<void> {
    let reason: string | undefined;
    try {
      await withinBudget(budgetMs, () => handle(event, props));
    } catch (error) {
      reason = `The role for API Gateway's logs is not set: ${String(error)}`;
    }
    await answerCloudFormation(event, reason);
  };
}

async function handle(
  { RequestType, ResourceProperties }: CloudFormationCustomResourceEvent,
  props: Omit<SetIfAbsentProps, 'roleArn'>,
): Promise<void> {
  if (RequestType === 'Delete') return;
  const { RoleArn: roleArn } = v.parse(logRolePropertiesSchema, ResourceProperties);
  await setIfAbsent({ ...props, roleArn });
}
