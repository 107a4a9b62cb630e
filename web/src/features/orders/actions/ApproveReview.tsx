import { graphql } from '../../../gql';
import { useCommand } from '../../../lib/command';
import { SelectField, TextArea } from '../../../ui/Field';
import { Form } from '../../../ui/Form';
import type { ActionProps } from '../OrderActions';
import { textIn } from './answers';

const ApproveReviewDocument = graphql(`
  mutation ApproveReview($input: ApproveReviewInput!) {
    approveReview(input: $input) {
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

const SCORES = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];

export function ApproveReview({ order, done }: ActionProps) {
  const [approve] = useCommand(ApproveReviewDocument);

  function submit(answers: FormData) {
    const score = textIn(answers, 'qualityScore');
    return approve({
      orderId: order.id,
      qualityScore: score === null ? null : Number(score),
      note: textIn(answers, 'note'),
    });
  }

  return (
    <Form
      label="Pass the review"
      action="Release to the client"
      submit={submit}
      done={() => done('The review is passed. The client can see the delivery now.')}
    >
      <SelectField name="qualityScore" label="Quality, 0 to 10" optional>
        <option value="">No score</option>
        {SCORES.map((score) => (
          <option key={score}>{score}</option>
        ))}
      </SelectField>
      <TextArea name="note" label="Note" optional />
    </Form>
  );
}
