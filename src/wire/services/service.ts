import { NormalizedSchema } from '@smithy/core/schema';
import { type FactTable, readFacts } from '../constraints/facts.ts';
import { Routes } from '../routes.ts';
import { type FurtherMembers, type SchemaRef, type StructureShape, shapeCompiler } from '../shape.ts';

/** Services answered here, by the name in the session door's path; all but `participant` are credential scopes too. */
export type ServiceName = 'profile' | 'cases' | 'connect' | 'participant' | 'nayose';

/** An operation as the wire knows it. */
export interface WireOperation {
  service: ServiceName;
  name: string;
  method: string;
  uri: string;
  /** Status of a success. */
  status: number;
  input: StructureShape;
  output: StructureShape;
}

/** An exception of a service: its status and which members it has beside the message. */
export interface WireException {
  status: number;
  shape: StructureShape;
}

/** A service built from its schemas. */
export interface Service {
  name: ServiceName;
  operations: Map<string, WireOperation>;
  routes: Routes<WireOperation>;
  exceptions: Map<string, WireException>;
  /** `Message` or `message`, as the service's exceptions spell it. */
  messageMember: string;
  facts: FactTable;
}

/** What a service is built from. */
export interface ServiceSource {
  name: ServiceName;
  /** The module of the SDK client; its exports that are operation and exception schemas are used. */
  sdk: Readonly<Record<string, unknown>>;
  /** Operations the SDK lacks; one that it has wins. */
  furtherOperations?: readonly SchemaRef[];
  furtherMembers?: FurtherMembers;
  /** Constraint table, see constraints/facts.ts. */
  facts: string;
}

const operationKind = 9;
const errorKind = -3;

/** Builds routes and shapes from the schemas that an SDK client exports. Throws when two operations share a route. */
export function buildService(source: ServiceSource): Service {
  const compiler = shapeCompiler(source.furtherMembers);
  const service: Service = {
    name: source.name,
    operations: new Map(),
    routes: new Routes(),
    exceptions: new Map(),
    messageMember: 'Message',
    facts: readFacts(source.facts),
  };
  const schemas = [...Object.values(source.sdk), ...(source.furtherOperations ?? [])];
  for (const schema of schemas) {
    if (!Array.isArray(schema)) continue;
    if (schema[0] === operationKind) addOperation(service, compiler, schema);
    else if (schema[0] === errorKind && schema[3]) addException(service, compiler, schema);
  }
  return service;
}

function addOperation(service: Service, compiler: ReturnType<typeof shapeCompiler>, schema: unknown[]): void {
  const name = String(schema[2]);
  if (service.operations.has(name)) return;
  const traits = NormalizedSchema.of(schema as unknown as SchemaRef).getMergedTraits();
  const [method, uri, status] = traits.http as unknown as [string, string, number];
  const operation: WireOperation = {
    service: service.name,
    name,
    method,
    uri,
    status,
    input: compiler.structure(schema[4] as SchemaRef),
    output: compiler.structure(schema[5] as SchemaRef),
  };
  service.operations.set(name, operation);
  service.routes.add(method, uri, operation);
}

function addException(service: Service, compiler: ReturnType<typeof shapeCompiler>, schema: unknown[]): void {
  const traits = NormalizedSchema.of(schema as unknown as SchemaRef).getMergedTraits();
  const shape = compiler.structure(schema as unknown as SchemaRef);
  service.exceptions.set(shape.name, { status: Number(traits.httpError ?? 400), shape });
  const message = shape.members.find((member) => member.name.toLowerCase() === 'message');
  if (message) service.messageMember = message.name;
}
