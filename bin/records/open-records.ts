import { AttemptHandler } from '../../lambda/shared/attempt-handler.ts';
import {
  ErasedError,
  InvalidQueryError,
  type SessionRecordDetails,
  type SessionRecordsClient,
} from '../../lib/client/index.ts';
import { discoveryParameter } from '../../lib/discovery-parameters.ts';
import { UsageError } from '../kit/exit.ts';
import { pace } from '../kit/pace.ts';
import { openQueryApi } from '../kit/query-api.ts';
import { isThisMachine } from '../kit/this-machine.ts';

/** A resource, by its own name or by the stage that published it. */
export type Place = { readonly name: string } | { readonly stage: string };

/** An open query API. */
export interface OpenRecords {
  readonly client: SessionRecordsClient;
  /** Resolves to the record, to `erased` if it was erased, or to undefined if there is none. */
  lookUp(uuid: string): Promise<SessionRecordDetails | 'erased' | undefined>;
}

/** The query API allows 20 requests a second for all readers. A quarter is left to the others. */
const remoteRequestsPerSecond = 15;

const localRequestsPerSecond = 1_000;

/**
 * Resolves to the query API at that place.
 *
 * @param requestsPerSecond the most lookups a second; the default depends on the place
 * @throws UsageError if the URL is wrong or the stage has published none
 */
export async function openRecords(api: Place, requestsPerSecond?: number): Promise<OpenRecords> {
  const url = await findPlace(api, 'query-url');
  const client = openQueryApi(url, '--url');
  const bound = isThisMachine(url) ? localRequestsPerSecond : remoteRequestsPerSecond;
  const { turn } = pace(requestsPerSecond ?? bound);
  return {
    client,
    async lookUp(uuid) {
      await turn();
      return get(client, uuid);
    },
  };
}

async function get(client: SessionRecordsClient, uuid: string) {
  try {
    return await client.get(uuid);
  } catch (error) {
    if (error instanceof ErasedError) return 'erased';
    // No callback can have such a uuid.
    if (error instanceof InvalidQueryError) return undefined;
    throw error;
  }
}

/**
 * Returns settings that end each attempt of an AWS client, also if an answer stalls half way. The
 * SDK would wait for such an answer for ever.
 */
export const clientLimits = () => ({
  requestHandler: new AttemptHandler({ connectionMs: 5_000, attemptMs: 20_000 }),
});

/**
 * Resolves to the place's name, or to the name that its stage published in SSM.
 *
 * @throws UsageError if the stage has published none
 */
export async function findPlace(
  place: Place,
  parameter: 'query-url' | 'table-name',
): Promise<string> {
  if ('name' in place) return place.name;
  const Name = discoveryParameter(place.stage, parameter);
  // Imported only here: the SDK makes every start longer, and most commands name their place.
  const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
  const client = new SSMClient(clientLimits());
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name }));
    if (Parameter?.Value) return Parameter.Value;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ParameterNotFound')) throw error;
  } finally {
    client.destroy();
  }
  throw new UsageError(`--stage: there is no SSM parameter ${Name} in this account and region`);
}
