import { z } from 'zod';
import type { NayoseOperation } from './nayose.ts';

/** The API document (OpenAPI 3.1) of our own operations, for `/api/openapi.json`. */
export function openApi(operations: readonly NayoseOperation[], version: string): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Nayose',
      version,
      description:
        'Operations that the Amazon Connect services lack. The same operations answer at POST /<Operation> for requests signed with AWS SigV4 for the service "nayose".',
    },
    paths: Object.fromEntries(
      operations.map((operation) => [`/api/nayose/${operation.name}`, { post: describe(operation) }]),
    ),
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'session', description: 'Cookie set by signing in' },
      },
      schemas: { Refusal: refusalSchema },
    },
    security: [{ session: [] }],
  };
}

const refusalSchema = {
  type: 'object',
  properties: { Message: { type: 'string', description: 'What was wrong, what was expected, what to do' } },
};

function describe({ name, summary, input, output, roles }: NayoseOperation): Record<string, unknown> {
  const refusal = (description: string) => ({
    description,
    headers: { 'x-amzn-ErrorType': { schema: { type: 'string' }, description: 'Name of the exception' } },
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
  });
  return {
    operationId: name,
    summary,
    description: `For the roles ${roles.join(', ')}.`,
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(input, 'input') } } },
    responses: {
      '200': { description: 'Done', content: { 'application/json': { schema: schemaOf(output, 'output') } } },
      '400': refusal('The input cannot be accepted as it stands'),
      '403': refusal('Not signed in, or not allowed'),
      '404': refusal('There is no such thing in this account'),
    },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest;
}
