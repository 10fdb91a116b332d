import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';

/** A JSON Schema of the draft that OpenAPI 3.1 uses. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Returns the JSON Schema of what a valibot schema lets through.
 *
 * What is in `named` becomes a reference to the OpenAPI document's schema of that name.
 *
 * Checks that are code have no counterpart in JSON Schema: where one does, the schema carries it as metadata.
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
