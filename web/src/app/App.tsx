/** The frame of every page. */
export function App() {
  return (
    <main>
      <h1>Scriptorium</h1>
      <p>
        The API can be tried in <a href="/graphiql">GraphiQL</a>.
      </p>
    </main>
  );
}
