/** What happens when somebody else begins to ask, or nobody does any more. */
import { useApolloClient } from '@apollo/client/react';
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Forgets all that was read for the one who asked before, then goes to `address`. */
export function useArrival(): (address: string) => Promise<void> {
  const client = useApolloClient();
  const router = useRouter();
  return useCallback(
    async (address) => {
      await client.clearStore();
      await router.navigate({ href: address, replace: true });
      await router.invalidate();
    },
    [client, router],
  );
}
