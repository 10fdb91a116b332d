/**
 * The names in the Lambdas' logs and metrics. Alarms, the dashboard and saved queries use them too.
 */
export const telemetry = {
  /** Namespace of the metrics. Their dimensions are `service` and `stage`. */
  namespace: 'SessionExpired',
  service: 'session-expired',
} as const;

/**
 * The metrics that the Lambdas publish and their units. Each outcome of a callback is one more: a
 * count with the outcome's name.
 */
export const metricUnits = {
  /** How long a callback took. */
  duration: 'Milliseconds',
  /** Callbacks with fields that the provider's page does not list. */
  unknownFields: 'Count',
  /** Messages of the overflow queue that are done. */
  replayed: 'Count',
  /** Messages of the overflow queue that were set aside. */
  deadLettered: 'Count',
} as const;

/** The name of a metric that is not an outcome of a callback. */
export type MetricName = keyof typeof metricUnits;

/**
 * Returns the fields of a log line that CloudWatch reads metrics from. Their form is CloudWatch's
 * embedded metric format (CloudWatch User Guide, "Specification: Embedded metric format").
 */
export function embeddedMetrics(stage: string, values: Readonly<Record<string, number>>): object {
  const units: Readonly<Record<string, string>> = metricUnits;
  const metrics = Object.keys(values).map((Name) => ({ Name, Unit: units[Name] ?? 'Count' }));
  return {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: telemetry.namespace,
          Dimensions: [['service', 'stage']],
          Metrics: metrics,
        },
      ],
    },
    service: telemetry.service,
    stage,
    ...values,
  };
}
