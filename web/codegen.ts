import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../schema.graphql',
  documents: ['src/**/*.{ts,tsx}', '!src/gql/**/*', '!src/**/*.test.{ts,tsx}'],
  // A schema without an operation that uses it is the usual state of a new feature.
  ignoreNoDocuments: true,
  generates: {
    './src/gql/': {
      preset: 'client',
      presetConfig: {
        // Apollo Client masks fragments itself: `useFragment` of '@apollo/client/react'.
        fragmentMasking: false,
      },
      config: {
        inlineFragmentTypes: 'mask',
        customDirectives: { apolloUnmask: true },
        // The cache needs the names, so what a test invents has to have them.
        nonOptionalTypename: true,
        skipTypeNameForRoot: true,
        useTypeImports: true,
        strictScalars: true,
        defaultScalarType: 'unknown',
        scalars: {
          ID: 'string',
          Date: 'string',
          DateTime: 'string',
          Decimal: 'string',
          UUID: 'string',
        },
      },
    },
    './src/gql/possible-types.ts': {
      plugins: ['fragment-matcher'],
    },
    './src/gql/connections.ts': {
      plugins: ['./codegen/connections.mjs'],
    },
  },
};

export default config;
