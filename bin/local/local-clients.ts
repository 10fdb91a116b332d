import { clientDefaults } from '../../lambda/shared/client-defaults.ts';

/**
 * Returns settings of an AWS client that asks a server on this machine. The client takes nothing
 * from the developer's environment and AWS files: no profile, no other endpoint, no proxy.
 */
export const localClientSettings = (endpoint: string) => ({
  ...clientDefaults,
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
