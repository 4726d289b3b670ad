/** Users and roles, which several sections choose from. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Role, User } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { useSession } from '../../session/session.js';
import { useAll } from './use-all.js';

export function useUsers(): UseQueryResult<User[]> {
  const { client } = useSession();
  return useAll(keys.users, (signal) => client.users.list({}, { signal }));
}

export function useRoles(): UseQueryResult<Role[]> {
  const { client } = useSession();
  return useQuery({ queryKey: keys.roles, queryFn: ({ signal }) => client.roles.list({ signal }) });
}
