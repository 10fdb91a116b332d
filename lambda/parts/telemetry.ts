/** What the Lambdas' logs and metrics are found by: the names that alarms, the dashboard and saved queries use too. */
export const telemetry = {
  /** Namespace of the metrics, which have the dimensions `service` and `stage`. */
  namespace: 'SessionExpired',
  service: 'session-expired',
} as const;
