/** The people of the website: for those who run it and those who help. */
import { useQuery } from '@apollo/client/react';
import { getRouteApi, Link } from '@tanstack/react-router';

import { graphql } from '../../gql';
import type { Role } from '../../gql/graphql';
import { Options } from '../../ui/Field';
import { List } from '../../ui/List';
import { Reading } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { Invitations } from './Invitations';
import { MemberCard } from './MemberCard';
import { ROLES } from './roles';

const MembersDocument = graphql(`
  query Members($after: String, $filter: MemberFilter) {
    viewer {
      id
      role
      provenUntil
      secondFactor {
        isEnabled
      }
    }
    members(first: 20, after: $after, filter: $filter) {
      edges {
        cursor
        node {
          id
          ...MemberCard_member
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const route = getRouteApi('/signed-in/members');

export function MembersPage() {
  const { search = '', role } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = wish({ search, role: role as Role | undefined });
  const query = useQuery(MembersDocument, { variables: { filter } });
  const { data } = query;
  const runs = data?.viewer?.role !== 'SUPPORT';
  const provenUntil = data?.viewer?.provenUntil ?? null;
  const hasSecondStep = data?.viewer?.secondFactor?.isEnabled ?? false;
  return (
    <Page title="Members" beside={data && runs && <Link to="/website">Website settings</Link>}>
      <search className="row">
        <input
          className="control"
          type="search"
          aria-label="Name or address"
          placeholder="Name or address"
          defaultValue={search}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ search: wish({ search: value, role }), replace: true })
          }
        />
        <select
          className="control"
          aria-label="Role"
          value={role ?? ''}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ search: wish({ search, role: value }) })
          }
        >
          <option value="">Every role</option>
          <Options of={ROLES} />
        </select>
      </search>
      <Reading query={query} what="members" found={data?.members} />
      <List
        connection={data?.members}
        noun={['member', 'members']}
        empty="Nobody here is like that."
        more={(after) => query.fetchMore({ variables: { after } })}
      >
        {(member) => (
          <MemberCard member={member} provenUntil={provenUntil} hasSecondStep={hasSecondStep} />
        )}
      </List>
      {data && runs && <Invitations />}
    </Page>
  );
}

/** What is wished for, without what is not. */
function wish<R extends string>({ search, role }: { search: string; role: R | undefined }) {
  return { ...(search && { search }), ...(role && { role }) };
}
