import { NormalizedSchema } from '@smithy/core/schema';

/** Anything the SDK's schemas use to point at a shape. */
export type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** Where restJson1 carries a member of an operation's input or output. */
export type Binding =
  | 'body'
  | 'label'
  | 'query'
  | 'queryMap'
  | 'header'
  | 'prefixHeaders'
  | 'status'
  | 'payload';

/** How a timestamp is written. restJson1: a number of seconds in bodies, date-time in query and label, http-date in headers. */
export type TimestampFormat = 'epoch-seconds' | 'date-time' | 'http-date';

/** A member of a structure or union. */
export interface Member {
  /** Name in code. */
  name: string;
  /** Name in JSON. */
  wire: string;
  binding: Binding;
  /** Query parameter or header name (header in lower case). Empty for the other bindings. */
  key: string;
  idempotencyToken: boolean;
  shape: Shape;
}

/** A structure, union or exception. Members are filled in after the object exists, since shapes may contain themselves. */
export interface StructureShape {
  type: 'structure';
  name: string;
  union: boolean;
  sensitive: boolean;
  members: Member[];
  byWire: Map<string, Member>;
}

/** A shape compiled from an SDK schema, ready to be walked quickly. */
export type Shape =
  | StructureShape
  | { type: 'list'; sparse: boolean; item: Shape }
  | { type: 'map'; sparse: boolean; value: Shape }
  | { type: 'timestamp'; format: TimestampFormat | undefined }
  | { type: 'string' | 'number' | 'boolean' | 'blob' | 'document' | 'bigInteger' };

/** Members that the service has and the installed SDK lacks, by structure name. */
export type FurtherMembers = Readonly<Record<string, readonly (readonly [string, SchemaRef])[]>>;

/** An empty structure: what an operation without input or output has. */
export const emptyStructure = (name: string): StructureShape => ({
  type: 'structure',
  name,
  union: false,
  sensitive: false,
  members: [],
  byWire: new Map(),
});

/** Compiles schemas to shapes. One compiler per service: each structure is compiled once. */
export function shapeCompiler(further: FurtherMembers = {}) {
  const structures = new Map<string, StructureShape>();

  function structure(schema: NormalizedSchema): StructureShape {
    const name = schema.getName() ?? '';
    const known = structures.get(name);
    if (known) return known;
    const shape = emptyStructure(name);
    shape.union = schema.isUnionSchema();
    shape.sensitive = Boolean(schema.getMergedTraits().sensitive);
    structures.set(name, shape);
    for (const [memberName, memberSchema] of schema.structIterator()) add(shape, memberName, memberSchema);
    for (const [memberName, ref] of further[name] ?? []) {
      if (!shape.members.some((member) => member.name === memberName)) {
        add(shape, memberName, NormalizedSchema.of(ref));
      }
    }
    return shape;
  }

  function add(shape: StructureShape, name: string, schema: NormalizedSchema): void {
    const traits = schema.getMergedTraits();
    const wire = String(traits.jsonName ?? name);
    const { binding, key } = bindingOf(traits);
    const idempotencyToken = Boolean(traits.idempotencyToken);
    const member: Member = { name, wire, binding, key, idempotencyToken, shape: compile(schema) };
    shape.members.push(member);
    shape.byWire.set(wire, member);
  }

  function compile(schema: NormalizedSchema): Shape {
    if (schema.isUnitSchema()) return emptyStructure('Unit');
    if (schema.isStructSchema()) return structure(schema);
    const sparse = Boolean(schema.getMergedTraits().sparse);
    if (schema.isListSchema()) return { type: 'list', sparse, item: compile(schema.getValueSchema()) };
    if (schema.isMapSchema()) return { type: 'map', sparse, value: compile(schema.getValueSchema()) };
    return simple(schema);
  }

  return {
    compile,
    /** Compiles a schema that must be a structure (or nothing at all). */
    structure(ref: SchemaRef): StructureShape {
      const shape = compile(NormalizedSchema.of(ref));
      if (shape.type === 'structure') return shape;
      throw new Error(`expected a structure, found ${shape.type}`);
    },
  };
}

function simple(schema: NormalizedSchema): Shape {
  if (schema.isStringSchema()) return { type: 'string' };
  if (schema.isNumericSchema()) return { type: 'number' };
  if (schema.isBooleanSchema()) return { type: 'boolean' };
  if (schema.isBlobSchema()) return { type: 'blob' };
  if (schema.isTimestampSchema())
    return { type: 'timestamp', format: timestampFormats[Number(schema.getSchema())] };
  if (schema.isDocumentSchema()) return { type: 'document' };
  if (schema.isBigIntegerSchema()) return { type: 'bigInteger' };
  throw new Error(`schema ${schema.getName(true)} has a type that no service here uses`);
}

/** Smithy's numbers for timestamps; 4 means: the default of the place. */
const timestampFormats: Record<number, TimestampFormat> = {
  5: 'date-time',
  6: 'http-date',
  7: 'epoch-seconds',
};

function bindingOf(traits: Record<string, unknown>): { binding: Binding; key: string } {
  if (traits.httpLabel) return { binding: 'label', key: '' };
  if (traits.httpQuery) return { binding: 'query', key: String(traits.httpQuery) };
  if (traits.httpQueryParams) return { binding: 'queryMap', key: '' };
  if (traits.httpHeader) return { binding: 'header', key: String(traits.httpHeader).toLowerCase() };
  if (traits.httpPrefixHeaders) {
    return { binding: 'prefixHeaders', key: String(traits.httpPrefixHeaders).toLowerCase() };
  }
  if (traits.httpResponseCode) return { binding: 'status', key: '' };
  if (traits.httpPayload) return { binding: 'payload', key: '' };
  return { binding: 'body', key: '' };
}
