export { type Redacted, redact } from '#base';
