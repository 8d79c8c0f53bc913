export { type ParsedPlan, parseFaultPlan } from './plan/parse-fault-plan.ts';
export {
  type SeamBody,
  type SeamEvent,
  type SeamEventOf,
  seamEventSchema,
  seamRecordVersion,
} from './record/seam-event.ts';
