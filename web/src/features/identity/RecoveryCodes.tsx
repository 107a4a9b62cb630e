/** Codes that are shown once. */
import { Button } from '../../ui/Button';
import { Done } from '../../ui/Notice';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly action: string;
  done(): void | Promise<void>;
}

export function RecoveryCodes({ codes, action, done }: RecoveryCodesProps) {
  return (
    <>
      <Done>The second step is set up. Write these recovery codes down: they are shown only now.</Done>
      <div className="card">
        <p>Each of them lets you in once if you lose your authenticator app.</p>
        <ul className="codes" aria-label="Recovery codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <Button onClick={() => void done()}>{action}</Button>
      </div>
    </>
  );
}
