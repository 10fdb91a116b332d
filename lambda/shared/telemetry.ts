/**
 * The names in the Lambdas' logs and metrics. Alarms, the dashboard and saved queries use them too.
 */
export const telemetry = {
  /** Namespace of the metrics. Their dimensions are `service` and `stage`. */
  namespace: 'SessionExpired',
  service: 'session-expired',
} as const;
