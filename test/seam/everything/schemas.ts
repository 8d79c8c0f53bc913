const text = { type: 'string' } as const;

/** A form of one field. */
export const oneField = (name: string): object => ({
  type: 'object',
  properties: { [name]: name === 'ok' ? { type: 'boolean' } : text },
  required: [name],
});

export const userFields = {
  type: 'object',
  properties: {
    username: { ...text, description: "User's response" },
    email: { ...text, description: "User's email address" },
  },
  required: ['username', 'email'],
};

/** A default for each primitive type (SEP-1034). */
export const defaults = {
  type: 'object',
  properties: {
    name: { ...text, default: 'John Doe' },
    age: { type: 'integer', default: 30 },
    score: { type: 'number', default: 95.5 },
    status: { ...text, enum: ['active', 'inactive', 'pending'], default: 'active' },
    verified: { type: 'boolean', default: true },
  },
};

const titled = (values: readonly string[], titles: readonly string[]): object[] =>
  values.map((value, at) => ({ const: value, title: titles[at] ?? value }));

/** Each way to write a choice (SEP-1330). */
export const choices = {
  type: 'object',
  properties: {
    untitledSingle: { ...text, enum: ['option1', 'option2', 'option3'] },
    titledSingle: {
      ...text,
      oneOf: titled(['value1', 'value2', 'value3'], ['First Option', 'Second Option', 'Third Option']),
    },
    legacyEnum: { ...text, enum: ['opt1', 'opt2', 'opt3'], enumNames: ['Option One', 'Option Two', 'Option Three'] },
    untitledMulti: { type: 'array', items: { ...text, enum: ['option1', 'option2', 'option3'] } },
    titledMulti: {
      type: 'array',
      items: { anyOf: titled(['value1', 'value2', 'value3'], ['First Choice', 'Second Choice', 'Third Choice']) },
    },
  },
};

/** The vocabulary of JSON Schema 2020-12 that has to survive on its way (SEP-1613, SEP-2106). */
export const vocabulary = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: { address: { $anchor: 'addressDef', type: 'object', properties: { street: text, city: text } } },
  properties: {
    name: text,
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: text,
    email: text,
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};
