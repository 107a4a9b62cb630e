/** The second step of a sign-in: a code from the app, a recovery code, or setting the app up. */
import { useState } from 'react';

import { graphql } from '../../gql';
import type { Challenge_ChallengeFragment, ChallengeKind } from '../../gql/graphql';
import { useCommand } from '../../lib/command';
import { count, moment } from '../../lib/words';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import type { EntryState } from './Entry';
import { TotpSetup } from './TotpSetup';

export type ChallengeData = Challenge_ChallengeFragment;

const AnswerDocument = graphql(`
  mutation AnswerChallenge($input: AnswerChallengeInput!) {
    answerChallenge(input: $input) {
      session {
        id
      }
      recoveryCodes
      challenge {
        ...Challenge_challenge @unmask
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ChallengeFragment = graphql(`
  fragment Challenge_challenge on SignInChallenge {
    id
    kinds
    expiresAt
    triesLeft
    enrolment {
      otpauthUri
      secret
    }
  }
`);

interface ChallengeProps {
  readonly challenge: ChallengeData;
  readonly entry: EntryState;
}

export function Challenge({ challenge, entry }: ChallengeProps) {
  const [answer] = useCommand(AnswerDocument);
  const [triesLeft, setTriesLeft] = useState(challenge.triesLeft);
  const [kind, setKind] = useState<ChallengeKind>(challenge.kinds[0] ?? 'TOTP');
  const other = challenge.kinds.find((offered) => offered !== kind);

  async function submit(answers: FormData) {
    const code = String(answers.get('code'));
    const outcome = await answer({ challengeId: challenge.id, kind, code });
    if ('refusal' in outcome) setTriesLeft(outcome.beside?.challenge?.triesLeft ?? triesLeft);
    return outcome;
  }

  return (
    <>
      {kind === 'ENROL_TOTP' && challenge.enrolment ? (
        <TotpSetup enrolment={challenge.enrolment} />
      ) : (
        <p className="lead">
          {kind === 'TOTP'
            ? 'Open your authenticator app and enter the code it shows for this account.'
            : 'Enter one of the recovery codes that you wrote down. Each works once.'}
        </p>
      )}
      <div className="card">
        <Form
          key={kind}
          label="Second step"
          action="Go on"
          submit={submit}
          done={({ recoveryCodes }) => entry.passed(recoveryCodes ?? [])}
        >
          <TextField
            name="code"
            label={kind === 'RECOVERY_CODE' ? 'Recovery code' : 'Code from your app'}
            autoComplete="one-time-code"
            autoFocus
            spellCheck={false}
            inputMode={kind === 'RECOVERY_CODE' ? 'text' : 'numeric'}
            hint={`${count(triesLeft, 'try', 'tries')} left, until ${moment(challenge.expiresAt)}.`}
          />
        </Form>
      </div>
      <div className="row">
        {other && (
          <Button look="quiet" onClick={() => setKind(other)}>
            {other === 'RECOVERY_CODE' ? 'Use a recovery code' : 'Use the app'}
          </Button>
        )}
        <Button look="quiet" onClick={entry.again}>
          Start again
        </Button>
      </div>
    </>
  );
}
