import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';

/** A JSON Schema of the draft that OpenAPI 3.1 uses. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Returns the JSON Schema of the values that a valibot schema accepts.
 *
 * A schema in `named` becomes a reference to the OpenAPI document's schema of that name.
 *
 * Checks written as code are left out. If JSON Schema can express one, the valibot schema carries
 * that as metadata.
 */
export function jsonSchema(
  schema: v.GenericSchema,
  named: Readonly<Record<string, v.GenericSchema>> = {},
): JsonSchema {
  const {
    $schema: _,
    $defs: __,
    ...rest
  } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'output',
    definitions: named,
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
    ignoreActions: ['check', 'raw_transform', 'transform'],
  });
  return rest;
}
