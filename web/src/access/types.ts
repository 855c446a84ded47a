import type { Role } from '../api/types.ts';

/** A person who may sign in, as ListUsers answers. */
export interface UserItem {
  UserId: string;
  Name: string;
  Email: string;
  Role: Role;
  Disabled?: boolean;
  CreatedAt?: number;
}

/** An access key, as ListAccessKeys answers; the secret is told once, when the key is made. */
export interface AccessKeyItem {
  AccessKeyId: string;
  Name?: string;
  Role?: Role;
  CreatedAt?: number;
  LastUsedAt?: number;
}

export const roles: readonly Role[] = ['agent', 'supervisor', 'admin'];
