import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.test.ts', '**/*.contract.ts', '**/*.bench.ts', 'tests/**/*.ts'];

/** The domain is pure: time, ids and randomness are arguments, the world is elsewhere. */
const pureDomain = {
  files: ['packages/domain/src/**/*.ts'],
  ignores: TESTS,
  rules: {
    'no-restricted-globals': [
      'error',
      ...[
        ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'],
        ...['performance', 'crypto', 'fetch', 'console', 'process', 'navigator', 'window', 'document', 'globalThis'],
      ].map((name) => ({ name, message: 'The domain is pure: take what you need as an argument.' })),
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: 'Take the instant as an argument.' },
      { object: 'Math', property: 'random', message: 'Take randomness as an argument.' },
    ],
    'no-restricted-syntax': [
      'error',
      {
        selector: "NewExpression[callee.name='Date'][arguments.length=0]",
        message: 'Take the instant as an argument.',
      },
      { selector: "CallExpression[callee.name='Date']", message: 'Take the instant as an argument.' },
      { selector: 'AwaitExpression', message: 'The domain does not wait.' },
    ],
  },
};

const namedExportsOnly = {
  files: ['packages/**/*.ts', 'server/**/*.ts'],
  ignores: ['**/*.config.ts'],
  rules: {
    'no-restricted-exports': [
      'error',
      {
        restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true },
      },
    ],
  },
};

const house = {
  rules: {
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'max-lines': ['warn', { max: 400, skipBlankLines: true, skipComments: true }],
    'max-lines-per-function': ['warn', { max: 80, skipBlankLines: true, skipComments: true }],
    'no-console': 'off',
  },
};

const typescriptHouse = {
  files: ['**/*.ts'],
  rules: {
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    '@typescript-eslint/no-confusing-void-expression': [
      'error',
      { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
    ],
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    // By code points is how Chinese text is to be split.
    '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
    // An implementation of an asynchronous port need not wait for anything itself.
    '@typescript-eslint/require-await': 'off',
    // `void promise` and handlers that return one are told apart by no-floating-promises.
    '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
    // The compiler says so already.
    '@typescript-eslint/no-unused-vars': 'off',
  },
};

const relaxedTests = {
  files: TESTS,
  rules: {
    'max-lines-per-function': 'off',
    '@typescript-eslint/no-non-null-assertion': 'off',
    '@typescript-eslint/no-unsafe-argument': 'off',
    '@typescript-eslint/no-unsafe-assignment': 'off',
    '@typescript-eslint/no-unsafe-call': 'off',
    '@typescript-eslint/no-unsafe-member-access': 'off',
    '@typescript-eslint/no-unsafe-return': 'off',
    '@typescript-eslint/unbound-method': 'off',
  },
};

/** Type-aware rules cannot see into `.vue`; vue-tsc judges the types of the web. */
const webTypes = {
  files: ['web/**/*.ts', '**/*.vue'],
  rules: {
    '@typescript-eslint/no-unsafe-argument': 'off',
    '@typescript-eslint/no-unsafe-assignment': 'off',
    '@typescript-eslint/no-unsafe-call': 'off',
    '@typescript-eslint/no-unsafe-member-access': 'off',
    '@typescript-eslint/no-unsafe-return': 'off',
  },
};

const vueFiles = {
  files: ['**/*.vue'],
  languageOptions: { globals: globals.browser, parserOptions: { parser: tseslint.parser } },
  rules: {
    'no-undef': 'off',
    'max-lines': ['warn', { max: 400, skipBlankLines: true }],
    'vue/block-lang': ['error', { script: { lang: 'ts' } }],
    'vue/component-api-style': ['error', ['script-setup']],
    'vue/multi-word-component-names': 'off',
    // Layout belongs to prettier.
    'vue/html-self-closing': 'off',
    'vue/html-indent': 'off',
    'vue/html-closing-bracket-newline': 'off',
    'vue/max-attributes-per-line': 'off',
    'vue/singleline-html-element-content-newline': 'off',
    'vue/multiline-html-element-content-newline': 'off',
    'vue/first-attribute-linebreak': 'off',
  },
};

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.cache/', '.citybrain/', 'coverage/', 'artifacts/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.lint.json', tsconfigRootDir: import.meta.dirname } },
  },
  { files: ['**/*.vue'], extends: [tseslint.configs.strict, vue.configs['flat/recommended']] },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  house,
  typescriptHouse,
  vueFiles,
  webTypes,
  pureDomain,
  namedExportsOnly,
  relaxedTests,
);
