/** How people rate a writer, in words first; the bars say the same again. */
import type { WriterStanding_WriterFragment } from '../../gql/graphql';
import { count } from '../../lib/words';

type Summary = NonNullable<WriterStanding_WriterFragment['feedbackSummary']>;

export function Rating({ summary }: { summary: Summary }) {
  const { total, label, averageRating, likelyFrom, likelyTo, distribution } = summary;
  if (total === 0 || averageRating === null) {
    return <p className="rating hint">New here, not rated yet</p>;
  }
  const most = Math.max(...distribution, 1);
  return (
    <div className="rating">
      <p>
        <strong className="rating-value">{averageRating}</strong> of 5
        <span className="hint">
          {' '}
          from {count(total, 'rating')}
          {label === 'NEW' && ', new here'}
        </span>
      </p>
      {likelyFrom && likelyTo && (
        <p className="hint">
          Likely between {likelyFrom} and {likelyTo}
        </p>
      )}
      <ul className="bars" aria-label="Ratings by stars">
        {distribution.map((amount, place) => (
          <li key={place}>
            <span className="bars-term">{count(place + 1, 'star')}</span>
            <span className="bars-bar" aria-hidden="true">
              <span style={{ inlineSize: `${(amount / most) * 100}%` }} />
            </span>
            <span className="bars-value">{amount}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
