/** One writer who might take an order: how well they fit, or why they cannot. */
import { graphql } from '../../gql';
import type { CandidatesQuery, IneligibleReason } from '../../gql/graphql';
import { useCommand } from '../../lib/command';
import { wordFor } from '../../lib/words';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Badge } from '../../ui/Small';
import { WriterStanding } from '../writer-management/WriterStanding';
import { textIn } from './actions/answers';

const AssignWriterDocument = graphql(`
  mutation AssignWriter($input: AssignWriterInput!) {
    assignWriter(input: $input) {
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

const REASONS: Partial<Record<IneligibleReason, string>> = {
  NOT_AVAILABLE: 'Takes no orders now',
  AT_CAPACITY: 'Has as many orders as they take',
  BLACKOUT: 'Is away',
  DAILY_CAP: 'Has had enough orders today',
  WEEKLY_PAGES: 'Has enough pages this week',
  REFUSED_SUBJECT: 'Does not take this subject',
  SUSPENDED: 'Is suspended',
  DEADLINE_TOO_CLOSE: 'Too little time for the size',
};

type CandidateData = NonNullable<CandidatesQuery['assignmentCandidates']>[number];

interface CandidateProps {
  readonly orderId: string;
  readonly candidate: CandidateData;
  assigned(): void;
}

export function Candidate({ orderId, candidate, assigned }: CandidateProps) {
  const [assign] = useCommand(AssignWriterDocument);
  const { writer, eligible, score, whyNot, factors, samples } = candidate;

  const submit = (answers: FormData) =>
    assign({ orderId, writerId: writer.id, overrideReason: textIn(answers, 'overrideReason') });

  const label = `Assign ${writer.displayName}`;
  return (
    <li className="card card-writer">
      <div className="stack">
        <WriterStanding writer={writer} />
      </div>
      <div className="stack">
        {whyNot.length > 0 && (
          <p className="badges">
            {whyNot.map((reason) => (
              <Badge key={reason} tone="warn">
                {wordFor(REASONS, reason)}
              </Badge>
            ))}
          </p>
        )}
        {factors.length > 0 && <Score score={score} factors={factors} />}
        {samples.length > 0 && (
          <p>
            <span className="hint">Samples: </span>
            {samples.map(({ title, subject }) => title ?? subject?.name ?? 'Untitled').join(' · ')}
          </p>
        )}
        <Form
          label={label}
          action={eligible ? label : `${label} all the same`}
          submit={submit}
          done={assigned}
        >
          {!eligible && (
            <TextField name="overrideReason" label="Reason" hint="It is kept with the order." />
          )}
        </Form>
      </div>
    </li>
  );
}

function Score({ score, factors }: Pick<CandidateData, 'score' | 'factors'>) {
  return (
    <details className="fold">
      <summary>
        <h3>{score === null ? 'Score' : `Score ${score.toFixed(1)}`}</h3>
      </summary>
      <ul className="reasons">
        {factors.map(({ name, points, explanation }) => (
          <li key={name}>
            {wordFor({}, name)}: {points.toFixed(1)}
            <span className="hint">{explanation}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
