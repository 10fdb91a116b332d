import {
  ErasedError,
  InvalidQueryError,
  type SessionRecordDetails,
  SessionRecordsClient,
} from '../../lib/client/index.ts';
import { discoveryParameter } from '../../lib/discovery-parameters.ts';
import { pace } from '../kit/pace.ts';
import type { Place } from './arguments.ts';
import { UsageError } from './usage.ts';

/** An open query API. */
export interface OpenRecords {
  readonly client: SessionRecordsClient;
  /** The most lookups a second. */
  readonly requestsPerSecond: number;
  /** Resolves to the record, to `erased` if it was erased, or to undefined if there is none. */
  lookUp(uuid: string): Promise<SessionRecordDetails | 'erased' | undefined>;
}

/** The local server checks no signature, so any credentials will do. */
const localAccess = {
  region: 'local',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

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
  const text = await findPlace(api, 'query-url');
  if (!URL.canParse(text)) throw new UsageError('--url: write the URL of the query API, https://…');
  const url = `${text.replace(/\/+$/, '').replace(/\/session-records$/, '')}/session-records`;
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
  const client = connect(url, isLocal);
  const bound = requestsPerSecond ?? (isLocal ? localRequestsPerSecond : remoteRequestsPerSecond);
  const { turn } = pace(bound);
  return {
    client,
    requestsPerSecond: bound,
    async lookUp(uuid) {
      await turn();
      return get(client, uuid);
    },
  };
}

function connect(url: string, isLocal: boolean): SessionRecordsClient {
  try {
    return new SessionRecordsClient({ url, ...(isLocal && localAccess) });
  } catch (cause) {
    throw new UsageError(`--url: ${cause instanceof Error ? cause.message : 'it cannot be used'}`, {
      cause,
    });
  }
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
  const client = new SSMClient();
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
