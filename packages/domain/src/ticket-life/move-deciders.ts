import * as dispatching from './deciders/dispatch-deciders.ts';
import * as finishing from './deciders/finishing-deciders.ts';
import * as handling from './deciders/handling-deciders.ts';
import * as intake from './deciders/intake-deciders.ts';
import * as merging from './deciders/merging-deciders.ts';
import * as supervising from './deciders/supervising-deciders.ts';
import * as waiting from './deciders/waiting-deciders.ts';
import type { Move } from './moves.ts';
import type { MoveDecider } from './step-maker.ts';

/** What each move comes to, once it is judged to be open to whoever makes it. */
export const MOVE_DECIDERS: { readonly [One in Move]: MoveDecider<One> } = {
  accept: intake.decideAccept,
  refuse: intake.decideRefuse,
  verify: intake.decideVerify,
  'report-verification': intake.decideReportVerification,
  register: intake.decideRegister,
  cancel: intake.decideCancel,
  reclassify: intake.decideReclassify,
  'self-dispose': finishing.decideSelfDispose,
  dispatch: dispatching.decideDispatch,
  sign: dispatching.decideSign,
  'request-return': dispatching.decideRequestReturn,
  'judge-return': dispatching.decideJudgeReturn,
  contact: handling.decideContact,
  'add-task': handling.decideAddTask,
  'finish-task': handling.decideFinishTask,
  'excuse-task': handling.decideExcuseTask,
  'request-extension': waiting.decideRequestExtension,
  'judge-extension': waiting.decideJudgeExtension,
  'request-suspension': waiting.decideRequestSuspension,
  'judge-suspension': waiting.decideJudgeSuspension,
  resume: handling.decideResume,
  whistle: handling.decideWhistle,
  'report-in': handling.decideReportIn,
  dispose: finishing.decideDispose,
  check: finishing.decideCheck,
  'call-back': finishing.decideCallBack,
  supervise: supervising.decideSupervise,
  acknowledge: supervising.decideAcknowledge,
  reopen: finishing.decideReopen,
  appeal: finishing.decideAppeal,
  'judge-appeal': finishing.decideJudgeAppeal,
  merge: merging.decideMerge,
  detach: merging.decideDetach,
  'answer-caller': merging.decideAnswerCaller,
  'add-evidence': supervising.decideAddEvidence,
  note: supervising.decideNote,
  'judge-proposal': supervising.decideJudgeProposal,
};
