import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { badRequest } from '../../wire/refusal.ts';
import { detectObjectType } from '../detect.ts';
import type { House } from '../house.ts';

/** DetectProfileObjectType: a mapping proposed from sample objects, by rules. */
export function detectOperations(house: House): Pick<CustomerProfilesOperations, 'DetectProfileObjectType'> {
  return {
    async DetectProfileObjectType({ DomainName, Objects }, call) {
      await house.domains.get(call.caller.accountId, DomainName);
      const samples = Objects.map((text, index) => parse(text, index));
      const detected = detectObjectType(samples);
      const { Fields, Keys, SourceLastUpdatedTimestampFormat } = detected;
      return {
        DetectedProfileObjectTypes: [{ Fields, Keys: Keys as never, SourceLastUpdatedTimestampFormat }],
      };
    },
  };
}

function parse(text: string, index: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest(`Objects[${index}]: could not parse the object string into JSON.`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw badRequest(`Objects[${index}] must be a JSON object.`);
}
