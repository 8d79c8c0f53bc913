import type { AgentSession } from '#agents';
import type { Json } from '#base';
import type { WorldEnd } from '#graders';
import type { FaultMark, PlayedScenario } from '#schema';
import { type McpServing, serveMcp, type WorldSession } from '#worlds';
import { AttemptSeam } from './attempt-seam.ts';
import { Conversation } from './conversation.ts';
import { type EffectiveLimits, effectiveLimits } from './effective-limits.ts';
import { endingOfError, type TrialPhase } from './ending-of-error.ts';
import { worldSetup } from './initial-state.ts';
import { LimitWatch } from './limit-watch.ts';
import { type TrialRequest, trialName } from './played-trial.ts';
import { noTools, recordedTools } from './recorded-tools.ts';
import type { TrialPorts } from './trial-ports.ts';
import { TrialRecorder } from './trial-recorder.ts';
import { attemptSeeds } from './trial-seeds.ts';
import { atLimit, ended, lostTo, type TrialEnding, TrialStop } from './trial-stop.ts';
import { type TrialTools, trialTools } from './trial-tools.ts';
import { untilAborted } from './until-aborted.ts';
import { within } from './within.ts';

/** How long an adapter may take to clean up after a trial, in ms. Then the run goes on without it. */
const cleanUpMs = 5000;

/** Why late work of a trial is turned away. Shared: an error of its own for each trial would cost a stack trace each. */
const closed = new TrialStop(ended('unknown', 'closed'));

/** Everything one attempt opens and must close again: world, tools, agent, user, timers. Nothing is shared with other trials. */
export class TrialStage {
  readonly recorder: TrialRecorder;
  conversation: Conversation | null = null;
  readonly #request: TrialRequest;
  readonly #ports: TrialPorts;
  readonly #limits: EffectiveLimits;
  readonly #watch: LimitWatch;
  readonly #over = new AbortController();
  readonly #cancelled: AbortSignal;
  readonly #seeds: ReturnType<typeof attemptSeeds>;
  #world: WorldSession | null = null;
  #tools: TrialTools | null = null;
  #agent: AgentSession | null = null;
  #served: Promise<McpServing> | null = null;
  #seam: AttemptSeam | null = null;
  #phase: TrialPhase = 'world';

  constructor(request: TrialRequest, ports: TrialPorts, cancelled: AbortSignal) {
    this.#request = request;
    this.#ports = ports;
    this.#cancelled = cancelled;
    this.#limits = effectiveLimits(request.scenario.limits, request.limits);
    this.#seeds = attemptSeeds(request.seed, request.attempt);
    this.#watch = new LimitWatch(this.#limits, (stop) => this.#over.abort(stop));
    this.recorder = new TrialRecorder(ports.clock, this.#watch);
    this.#watch.watch(this.recorder);
  }

  /**
   * Plays the conversation to its end and closes everything.
   *
   * @throws the signal's reason when the run was cancelled meanwhile
   */
  async play(): Promise<TrialEnding> {
    const ending = await this.#played();
    if (ending.loss !== null || this.#seam?.diverged !== true) return ending;
    return lostTo('infrastructure', 'diverged', 'the agent made a call to which the recording has no answer');
  }

  async #played(): Promise<TrialEnding> {
    const cancel = (): void => this.#over.abort(this.#cancelled.reason);
    if (this.#cancelled.aborted) cancel();
    this.#cancelled.addEventListener('abort', cancel, { once: true });
    const timer = setTimeout(() => this.#over.abort(this.#outOfTime()), this.#limits.timeoutMs);
    try {
      return await this.#converse();
    } catch (error) {
      this.#cancelled.throwIfAborted();
      return endingOfError(error, this.conversation?.phase ?? this.#phase);
    } finally {
      clearTimeout(timer);
      this.#cancelled.removeEventListener('abort', cancel);
      await this.#close();
    }
  }

  /** What the simulated user cost; 0 where it calls no model or never spoke, null when it does not tell. */
  userCostUsd(): number | null {
    return this.conversation?.userCostUsd() ?? 0;
  }

  /** What became of the faults of the trial's plan. */
  faults(scene: Parameters<TrialTools['marks']>[0]): FaultMark[] {
    return [...(this.#tools?.marks(scene) ?? []), ...(this.#seam?.marks(scene) ?? [])];
  }

  /** The world when it was over; null without one. Written to the record too, with what the seam saw, so that the stored trial can be graded again. */
  end(): WorldEnd | null {
    const world = this.#world;
    const seam = this.#tools?.record() ?? null;
    if (seam !== null) this.recorder.event('seam.record', seam);
    if (this.#seam !== null) this.recorder.event('seam.record', this.#seam.record());
    if (world === null) return null;
    const end = { initial: world.initial, final: world.snapshot(), changes: world.changes(), ledger: world.ledger() };
    this.recorder.event('world.changes', end.changes as unknown as Json);
    this.recorder.event('world.ledger', end.ledger as unknown as Json);
    return end;
  }

  async #converse(): Promise<TrialEnding> {
    const { scenario } = this.#request;
    const { user, clock, world, seam } = this.#ports;
    const instructions = scenario.policyText ?? world?.policy ?? '';
    if (instructions !== '') this.recorder.instruction(instructions);
    this.#openWorld(scenario);
    if (seam !== undefined) this.#seam = await AttemptSeam.start(seam, this.#request);
    this.#phase = 'agent';
    this.#agent = await this.#openAgent(instructions);
    this.#phase = 'user';
    const simulator = user(scenario);
    this.conversation = new Conversation({
      user: simulator.open(scenario, this.#seeds.user),
      userCallsModel: simulator.kind === 'model',
      agent: this.#agent,
      recorder: this.recorder,
      limits: this.#limits,
      watch: this.#watch,
      clock,
      over: this.#over.signal,
    });
    return await this.conversation.play();
  }

  #openWorld(scenario: PlayedScenario): void {
    this.#world = this.#ports.world?.open(worldSetup(scenario, this.#request.seed)) ?? null;
  }

  async #openAgent(instructions: string): Promise<AgentSession> {
    const own = this.#world?.tools ?? noTools;
    const effects = new Map(own.definitions.map(({ name, effect }) => [name, effect]));
    this.#tools = trialTools(own, this.#request, this.#ports.world?.name ?? 'tools', this.#ports.clock);
    const tools = recordedTools(this.#tools, effects, this.recorder, this.#over.signal);
    const opening = this.#ports.agent.open(
      {
        id: trialName(this.#request),
        seed: this.#seeds.agent,
        instructions,
        tools,
        mcp: () => {
          this.#over.signal.throwIfAborted();
          this.#served ??= serveMcp(tools, { name: this.#ports.world?.name ?? 'tools' });
          return this.#served;
        },
        ...(this.#seam !== null && { servers: this.#seam.servers }),
        record: this.recorder,
      },
      this.#over.signal,
    );
    // A session that opens too late is closed all the same.
    void opening.then(
      (session) => (this.#over.signal.aborted ? within(() => session[Symbol.asyncDispose](), cleanUpMs) : null),
      () => null,
    );
    return await untilAborted(opening, this.#over.signal);
  }

  #outOfTime(): TrialStop {
    const slowUser = this.conversation?.phase === 'user';
    return new TrialStop(
      slowUser ? lostTo('user-simulator', 'user-timeout', 'the simulated user took too long') : atLimit('time'),
    );
  }

  async #close(): Promise<void> {
    this.#over.abort(closed);
    const agent = this.#agent;
    if (agent !== null) await within(() => agent[Symbol.asyncDispose](), cleanUpMs);
    const served = this.#served;
    if (served !== null) await within(async () => (await served).close(), cleanUpMs);
    const seam = this.#seam;
    if (seam !== null) await within(() => seam.close(), cleanUpMs);
  }
}
