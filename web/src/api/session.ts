import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, request } from './client.ts';
import type { Session } from './types.ts';

const sessionKey = ['session'] as const;

/** Who is signed in; `null` when nobody is. */
export function useSession() {
  return useQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: 60_000, retry: false });
}

async function readSession(): Promise<Session | null> {
  try {
    return await request<Session>('/api/session');
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** Signs in by e-mail and password. Throws ApiError; 401 when the two do not belong together. */
export function useSignIn() {
  const queries = useQueryClient();
  return async (email: string, password: string) => {
    await post('/api/auth/sign-in/email', { email, password });
    await queries.fetchQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: 0 });
  };
}

/** Signs out and forgets everything that was fetched. */
export function useSignOut() {
  const queries = useQueryClient();
  return async () => {
    await post('/api/auth/sign-out', {}).catch(() => undefined);
    queries.setQueryData(sessionKey, null);
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
  };
}

/** Changes the own password. Throws ApiError; 400 when the present one is wrong. */
export const changePassword = (currentPassword: string, newPassword: string) =>
  post('/api/auth/change-password', { currentPassword, newPassword });

const post = (path: string, body: object) =>
  request<unknown>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
