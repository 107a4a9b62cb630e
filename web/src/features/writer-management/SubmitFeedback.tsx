/** Rating the other side of a completed order. */
import { graphql } from '../../gql';
import type { FeedbackKind } from '../../gql/graphql';
import { useCommand, useOnce } from '../../lib/command';
import { SelectField, TextArea } from '../../ui/Field';
import { Form } from '../../ui/Form';

const SubmitFeedbackDocument = graphql(`
  mutation SubmitFeedback($input: SubmitFeedbackInput!) {
    submitFeedback(input: $input) {
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

const RATINGS = ['5, excellent', '4, good', '3, fair', '2, poor', '1, bad'];

interface SubmitFeedbackProps {
  readonly orderId: string;
  readonly kind: FeedbackKind;
  done(sentence: string): void;
}

export function SubmitFeedback({ orderId, kind, done }: SubmitFeedbackProps) {
  const [rate] = useCommand(SubmitFeedbackDocument);
  const once = useOnce();

  function submit(answers: FormData) {
    const feedback = {
      orderId,
      kind,
      // No choice is sent as none of the five, so that the server can say so with the other faults.
      overallRating: Number.parseInt(String(answers.get('overallRating')), 10) || 0,
      comment: String(answers.get('comment')) || null,
    };
    return rate(once(feedback));
  }

  return (
    <Form
      label="Give feedback"
      action="Give feedback"
      submit={submit}
      done={() => done('Thank you. Your feedback is kept.')}
    >
      <p>The other side sees it once theirs is in as well, or the time for it is over.</p>
      <SelectField name="overallRating" label="Overall">
        <option value="">Choose</option>
        {RATINGS.map((rating) => (
          <option key={rating}>{rating}</option>
        ))}
      </SelectField>
      <TextArea name="comment" label="Comment" optional />
    </Form>
  );
}
