/** What people do on a website, in words. */
import type { Role } from '../../gql/graphql';

export const ROLES: Record<Role, string> = {
  CLIENT: 'Client',
  WRITER: 'Writer',
  EDITOR: 'Editor',
  SUPPORT: 'Support',
  ADMIN: 'Admin',
};
