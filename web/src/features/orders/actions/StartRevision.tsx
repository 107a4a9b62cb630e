import { graphql } from '../../../gql';
import { useCommand } from '../../../lib/command';
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
  const [start] = useCommand(StartRevisionDocument);
  if (!currentRevision) return null;
  const { id, title, timeline } = currentRevision;
  return (
    <Form
      label="Start the revision"
      action="Start the revision"
      submit={() => start({ revisionRequestId: id })}
      done={() => done('The revision has begun.')}
    >
      <p>
        “{title}” is due <Moment at={timeline.dueAt} relative />.
      </p>
    </Form>
  );
}
