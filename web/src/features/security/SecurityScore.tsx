/** How safe the account is, and what its owner can do about it. */
import { graphql } from '../../gql';
import type { SecurityScore_ScoreFragment } from '../../gql/graphql';

graphql(`
  fragment SecurityScore_score on SecurityScore {
    value
    findings {
      code
      name
      points
      advice
    }
  }
`);

export function SecurityScore({ score }: { score: SecurityScore_ScoreFragment }) {
  return (
    <section className="card" aria-labelledby="score">
      <h2 id="score">{score.value} of 100</h2>
      <meter min={0} max={100} low={50} high={80} optimum={100} value={score.value}>
        {score.value} of 100
      </meter>
      {score.findings.length === 0 ? (
        <p>There is nothing to mend.</p>
      ) : (
        <ul className="stack">
          {score.findings.map(({ code, name, points, advice }) => (
            <li key={code}>
              <strong>{name}</strong> <span className="aside">−{points}</span>
              <br />
              {advice}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
