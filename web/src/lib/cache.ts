/** The normalised cache: one entry per node, one list per connection, filter and order. */
import { InMemoryCache, type TypePolicies } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

import { connections } from '../gql/connections';
import possible from '../gql/possible-types';

export function makeCache(): InMemoryCache {
  return new InMemoryCache({ possibleTypes: possible.possibleTypes, typePolicies: policies() });
}

function policies(): TypePolicies {
  return merged(lists(), {
    // Lists of plain values: the newer one is the whole truth.
    Order: { fields: { availableActions: { merge: false } } },
    Query: { fields: { assignmentCandidates: { merge: false } } },
    // Plain values that several fragments read different parts of.
    FeedbackSummary: { merge: true },
    RevisionTimeline: { merge: true },
  });
}

/** Every connection of the schema grows page by page. */
function lists(): TypePolicies {
  return Object.fromEntries(
    Object.entries(connections).map(([type, fields]) => [
      type,
      {
        fields: Object.fromEntries(
          Object.entries(fields).map(([field, keys]) => [field, relayStylePagination(keys)]),
        ),
      },
    ]),
  );
}

function merged(some: TypePolicies, more: TypePolicies): TypePolicies {
  const all = { ...some };
  for (const [type, policy] of Object.entries(more)) {
    all[type] = { ...all[type], ...policy, fields: { ...all[type]?.fields, ...policy.fields } };
  }
  return all;
}
