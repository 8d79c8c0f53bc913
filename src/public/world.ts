export type { Json } from '#base';
export type { ToolEffect } from '#schema';
export {
  applyMergePatch,
  type ClockSpec,
  defineTool,
  defineWorld,
  type EffectRecorder,
  type LedgerEntry,
  type StateChange,
  stateChanges,
  type ToolBox,
  type ToolDefinition,
  ToolRefusal,
  type ToolRequest,
  type ToolResult,
  type ToolRun,
  type ToolSpec,
  type World,
  type WorldSession,
  type WorldSetup,
  type WorldSpec,
  type WorldTool,
} from '#worlds';
