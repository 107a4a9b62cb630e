import { graphql } from '../../../gql';
import type { ChangeItemAnswer } from '../../../gql/graphql';
import { useCommand, useOnce } from '../../../lib/command';
import { Options, SelectField, TextArea, TextField } from '../../../ui/Field';
import { Form } from '../../../ui/Form';
import type { ActionProps } from '../OrderActions';
import { ANSWERS } from '../words';
import { textIn } from './answers';

const SubmitDeliveryDocument = graphql(`
  mutation SubmitDelivery($input: SubmitDeliveryInput!) {
    submitDelivery(input: $input) {
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

export function SubmitDelivery({ order, done }: ActionProps) {
  const [hand] = useCommand(SubmitDeliveryDocument);
  const once = useOnce();
  const { currentRevision } = order;
  const items = currentRevision?.status === 'IN_PROGRESS' ? currentRevision.items : [];

  function submit(answers: FormData) {
    const answered = items.flatMap(({ id }, place) => {
      const answer = textIn(answers, `itemAnswers.${place}.answer`);
      if (!isAnswer(answer)) return [];
      return [{ itemId: id, answer, note: textIn(answers, `itemAnswers.${place}.note`) }];
    });
    const work = {
      orderId: order.id,
      text: textIn(answers, 'text'),
      note: textIn(answers, 'note'),
      ...(items.length > 0 ? { itemAnswers: answered } : {}),
    };
    return hand(once(work));
  }

  return (
    <Form
      label="Hand in the work"
      action="Hand in"
      submit={submit}
      done={() => done('The work is handed in.')}
    >
      <TextArea name="text" label="The work" rows={10} />
      <TextArea name="note" label="Note to the reader" rows={2} optional />
      {items.map(({ id, section, issue, request }, place) => (
        <fieldset key={id}>
          <legend>
            {section}: {issue}
          </legend>
          <p>{request}</p>
          <SelectField name={`itemAnswers.${place}.answer`} label="Your answer">
            <option value="">Choose</option>
            <Options of={ANSWERS} />
          </SelectField>
          <TextField
            name={`itemAnswers.${place}.note`}
            label="Reason or question"
            hint="Needed unless it is done."
            optional
          />
        </fieldset>
      ))}
    </Form>
  );
}

function isAnswer(text: string | null): text is ChangeItemAnswer {
  return text !== null && Object.hasOwn(ANSWERS, text);
}
