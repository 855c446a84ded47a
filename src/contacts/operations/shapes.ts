import { z } from 'zod';

/** Name of a domain, in every input. */
export const domainName = z.string().min(1).max(64);

/** An id of ours; dashes are taken too. */
export const anyId = z
  .string()
  .transform((text) => text.replaceAll('-', '').toLowerCase())
  .refine((text) => /^[0-9a-f]{32}$/.test(text), 'must be an id of 32 hexadecimal digits');

/** Everybody who works here. */
export const anyone = ['admin', 'supervisor', 'agent'] as const;

/** Those who look after others. */
export const supervisors = ['admin', 'supervisor'] as const;

/** Those who set things up. */
export const admins = ['admin'] as const;

/** A page of a list. */
export const page = {
  MaxResults: z.int().min(1).max(100).optional(),
  NextToken: z.string().max(1024).optional(),
};
