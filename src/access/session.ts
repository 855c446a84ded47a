import type { Role } from '../wire/call.ts';

/** A person with a live session. */
export interface Session {
  sessionId: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
}
