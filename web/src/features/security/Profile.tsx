/** What one is called, and in which language and zone one lives. */
import type { FragmentType } from '@apollo/client';
import { useState } from 'react';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { SelectField, TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Done } from '../../ui/Notice';

const ProfileFragment = graphql(`
  fragment Profile_viewer on Viewer {
    id
    account {
      id
      displayName
      locale
      timeZone
    }
  }
`);

const UpdateProfileDocument = graphql(`
  mutation UpdateProfile($input: UpdateProfileInput!) {
    updateProfile(input: $input) {
      viewer {
        id
        ...Profile_viewer
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function Profile({ viewer }: { viewer: FragmentType<typeof ProfileFragment> }) {
  const data = usePart(ProfileFragment, viewer);
  const [update] = useCommand(UpdateProfileDocument);
  const [isKept, setIsKept] = useState(false);
  if (!data) return null;
  const { displayName, locale, timeZone } = data.account;

  function submit(answers: FormData) {
    setIsKept(false);
    const chosen = (name: string) => String(answers.get(name)).trim() || null;
    return update({
      displayName: String(answers.get('displayName')),
      locale: chosen('locale'),
      timeZone: chosen('timeZone'),
    });
  }

  return (
    <section className="stack" aria-labelledby="profile">
      <h2 id="profile">About you</h2>
      {isKept && <Done>This is what we know about you now, on all your websites.</Done>}
      <div className="card">
        <Form label="About you" action="Keep this" submit={submit} done={() => setIsKept(true)}>
          <TextField
            name="displayName"
            label="Name"
            defaultValue={displayName}
            autoComplete="name"
          />
          <TextField
            name="locale"
            label="Language"
            hint="A tag like en-GB or de. Without one, you are written to in the website's."
            optional
            defaultValue={locale ?? ''}
            autoCapitalize="none"
            spellCheck={false}
          />
          <SelectField name="timeZone" label="Time zone" optional defaultValue={timeZone ?? ''}>
            <option value="">The website's</option>
            {zones(timeZone).map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </SelectField>
        </Form>
      </div>
    </section>
  );
}

/** The zones that this browser knows, and the one that was chosen elsewhere. */
function zones(chosen: string | null): string[] {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  return [...new Set(chosen === null ? known : [...known, chosen])];
}
