import { useMutation } from '@apollo/client/react';

import { graphql } from '../../../gql';
import { send } from '../../../lib/command';
import { Form } from '../../../ui/Form';
import { Moment } from '../../../ui/Small';
import type { ActionProps } from '../OrderActions';

const StartRevisionDocument = graphql(`
  mutation StartRevision($input: StartRevisionInput!) {
    startRevision(input: $input) {
      order {
        id
        ...OrderProgress_order
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function StartRevision({ order: { currentRevision }, done }: ActionProps) {
  const [start] = useMutation(StartRevisionDocument);
  if (!currentRevision) return null;
  const { id, title, timeline } = currentRevision;

  async function submit() {
    const input = { revisionRequestId: id };
    const outcome = await send(
      start({ variables: { input } }).then(({ data }) => data?.startRevision),
    );
    if ('refusal' in outcome) return outcome.refusal;
    done('The revision has begun.');
    return undefined;
  }

  return (
    <Form label="Start the revision" action="Start the revision" submit={submit}>
      <p>
        “{title}” is due <Moment at={timeline.dueAt} relative />.
      </p>
    </Form>
  );
}
