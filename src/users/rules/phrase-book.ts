import type { Persona } from '#schema';

type Texts = { readonly neutral: readonly string[] } & {
  readonly [tone in Persona['tone']]?: readonly string[];
};

const texts = {
  greeting: {
    neutral: ['Hi.', 'Hello.', 'Hi there.'],
    polite: ['Good day.', 'Hello, I hope you can help me.', 'Hi, thanks for your time.'],
    annoyed: ['Hi.', 'Hello.'],
    hostile: ['Listen.', 'You there.'],
  },
  fact: {
    neutral: ['My {label} is {value}.', 'The {label} is {value}.', '{Label}: {value}.'],
    polite: ['My {label} is {value}, thank you.', 'The {label} is {value}. I hope that helps.'],
    annoyed: ['{Label}: {value}.', 'The {label} is {value}.'],
    hostile: ['{Label}: {value}. Write it down.', '{value}. That is my {label}.'],
  },
  'fact-again': {
    neutral: ['As I said, my {label} is {value}.', 'Again, the {label} is {value}.'],
    polite: ['As mentioned, my {label} is {value}.'],
    annoyed: ['I already told you: my {label} is {value}.', 'Once more: the {label} is {value}.'],
    hostile: ['For the last time, my {label} is {value}.'],
  },
  'does-not-know': {
    neutral: ["I don't know my {label}.", "I don't have the {label}."],
    polite: ["I'm sorry, I don't have the {label}."],
    annoyed: ['No idea what my {label} is.'],
    hostile: ['How should I know my {label}?'],
  },
  yes: {
    neutral: ['Yes, please go ahead.', 'Yes, go ahead.', "Yes, that's right."],
    polite: ['Yes, please go ahead, thank you.', 'Yes please, that would be great.'],
    annoyed: ['Yes, go ahead.', 'Yes, just do it.'],
    hostile: ['Yes. Do it now.', 'Yes, obviously. Go ahead.'],
  },
  'no-wrong-value': {
    neutral: ["No, that's not right: my {label} is {value}, not {wrong}."],
    polite: ["No, I'm sorry, that's not quite right: the {label} is {value}, not {wrong}."],
    annoyed: ['No. The {label} is {value}, not {wrong}.'],
    hostile: ['No! {value} is the {label}, not {wrong}. Pay attention.'],
  },
  'no-not-wanted': {
    neutral: ["No, thanks, that's not what I asked for.", "No, I don't want that."],
    polite: ["No, thank you, that isn't what I'm after."],
    annoyed: ["No. That's not what I asked."],
    hostile: ['No. Did I ask for that? I did not.'],
  },
  'no-leave-it': {
    neutral: ["No, I've changed my mind. Leave it as it is."],
    polite: ["No, thank you, I've changed my mind. Please leave it as it is."],
    hostile: ['No. Leave it as it is.'],
  },
  'yes-hand-over': {
    neutral: ['Yes, please connect me with a person.'],
    annoyed: ['Yes, give me a person.'],
    hostile: ['Yes. Get me a person.'],
  },
  'no-hand-over': {
    neutral: ["I'd rather you sorted it out here."],
    polite: ["If possible I'd prefer that you help me yourself."],
    annoyed: ["No, I don't want to be passed around. You do it."],
    hostile: ['Do not pass me around. You do it.'],
  },
  'cannot-answer': {
    neutral: [
      "I don't know about that. What I want: {request}",
      "I can't tell you that, sorry. What I asked was: {request}",
    ],
    polite: ["I'm sorry, I'm afraid I can't answer that. What I would like: {request}"],
    annoyed: ["I don't know. Why does that matter? {request}"],
    hostile: ['I have no idea, and it does not matter. {request}'],
  },
  nudge: {
    neutral: ['What about my request? {request}', 'So, again: {request}'],
    polite: ['Thank you. Could you help me with what I asked? {request}'],
    annoyed: ['That is not what I asked. {request}'],
    hostile: ['You are not listening. {request}'],
  },
  'ask-whether-done': {
    neutral: ['So is that settled now? What I wanted: {request}', 'Is it done, then? I asked: {request}'],
    polite: ['Thank you. May I ask whether it is done now? I asked: {request}'],
    annoyed: ['And is it done or not? I asked: {request}'],
    hostile: ['Is it done or not? I asked: {request}'],
  },
  wait: {
    neutral: ["I'll wait.", "I'm waiting."],
    polite: ["Take your time. I'll wait."],
    annoyed: ['Then hurry.'],
    hostile: ['Then hurry up.'],
  },
  complaint: {
    neutral: ["This isn't getting me any further.", "You aren't really helping me."],
    polite: ["I'm sorry, but this isn't helping me yet."],
    annoyed: ['This is a waste of my time.', 'How hard can it be?'],
    hostile: ['This is ridiculous. Are you even reading what I write?'],
  },
  'gives-up': {
    neutral: ["I'll try somewhere else. Bye."],
    polite: ["Thank you, but I'll try another way. Goodbye."],
    annoyed: ['Forget it. Bye.'],
    hostile: ['Useless. I am done here.'],
  },
  insist: {
    neutral: ['I really need this. Can you make an exception?', 'Please look at it again, I really need it.'],
    polite: ['I understand, but could you please make an exception this once?'],
    annoyed: ['That is not good enough. Do it anyway.', "I don't accept that. Find a way."],
    hostile: ['Unacceptable. Do it now, or I will complain about you.', 'I do not care about your rules. Do it.'],
  },
  'accepts-no': {
    neutral: ['Then leave it. Bye.', 'Too bad. Then leave it, bye.'],
    polite: ['I see. Thank you for explaining. Goodbye.'],
    annoyed: ['Great. Bye, then.'],
    hostile: ['Typical. Bye.'],
  },
  thanks: {
    neutral: ["Thanks, that's all. Bye.", 'Great, thank you. Bye.'],
    polite: ["Thank you very much for your help, that's all. Have a nice day."],
    annoyed: ["Finally. That's all."],
    hostile: ['About time. We are done.'],
  },
  next: {
    neutral: ['Thanks. {request}', 'Good. One more thing: {request}'],
    polite: ['Thank you so much. {request}', 'Thank you. There is one more thing: {request}'],
    annoyed: ['Next: {request}', '{request}'],
    hostile: ['Now the next thing: {request}', '{request}'],
  },
  'else-instead': {
    neutral: ['Then this instead: {request}', 'In that case: {request}'],
    polite: ['I understand. In that case I would ask for this instead: {request}'],
    annoyed: ['Then at least: {request}'],
    hostile: ['Then at least do this: {request}'],
  },
  'not-understood': {
    neutral: ['Sorry, I did not get an answer. {request}'],
    polite: ["I'm sorry, I can't read your answer. {request}"],
    annoyed: ['What is that supposed to mean? {request}'],
    hostile: ['What is that supposed to mean? Answer me. {request}'],
  },
  'hand-over-accepted': {
    neutral: ["Then I'll wait for your colleague. Bye."],
    polite: ["Thank you, then I'll wait for your colleague. Goodbye."],
    annoyed: ['Then let your colleague do it.'],
    hostile: ['Finally someone else. Bye.'],
  },
  'by-the-way': {
    neutral: ['By the way, {say}', 'Before I forget: {say}', 'Something else meanwhile: {say}', 'Oh, {say}'],
    polite: ['By the way, {say}', 'If I may say so in between, {say}', 'Oh, {say}'],
    annoyed: ['And another thing: {say}', 'By the way, {say}', 'Meanwhile: {say}'],
    hostile: ['And another thing: {say}', 'Meanwhile: {say}', 'By the way, {say}'],
  },
  chat: {
    neutral: [
      'I hope that makes sense.',
      'Thanks for looking into this.',
      'Sorry if I write too much.',
      'I am not in a hurry.',
    ],
    annoyed: ['I have been at this for a while now.', 'This should not be so complicated.'],
    hostile: ['I cannot believe that I have to write this.', 'You people never make it easy.'],
  },
  'look-up': {
    neutral: ['I have to look that up, one moment.', 'Let me find that first.', 'I am still looking for it.'],
    polite: ['Please give me a moment to look that up.', 'I am sorry, I am still looking for it.'],
    annoyed: ['I have to look that up. Wait.', 'I am still looking for it.'],
    hostile: ['Wait, I have to look that up.', 'Patience. I am still looking.'],
  },
  'hold-on': {
    neutral: ['Please wait with that for a moment.', "Don't do that yet, I'm still thinking."],
    polite: ['Could you please wait with that for a moment?'],
    annoyed: ['Wait with that.'],
    hostile: ['Do nothing until I say so.'],
  },
  resume: {
    neutral: ['Back to my request now: {request}', 'I have thought about it. What I want is still: {request}'],
  },
  correction: {
    neutral: ['My {label} is {wrong}, no wait, {value}.', 'The {label} is {wrong}, sorry, I mean {value}.'],
  },
  'vague-pronoun': {
    neutral: ['It is that one, you know which.', 'The same one as always, you should see it there.'],
  },
  'late-correction': {
    neutral: ['Wait, I gave you the wrong {label}. It is {value}, not {wrong}.'],
    annoyed: ['I told you the wrong {label}. It is {value}, not {wrong}.'],
  },
  'never-mind': {
    neutral: ['Oh, and {say} Actually, never mind that.', 'And {say} No, forget that, never mind.'],
  },
  'topic-switch': {
    neutral: ['Hang on, something completely different: {say}'],
  },
  'topic-back': {
    neutral: ['Anyway, back to what I came for: {request}'],
  },
  impatience: {
    neutral: ['How long is this going to take? I have no time for this.'],
    polite: ['I am sorry, I am in a real hurry. Could we speed this up?'],
    hostile: ['Hurry up, I do not have all day!'],
  },
} as const satisfies Readonly<Record<string, Texts>>;

/** The name of one of a rule-driven user's acts. */
export type Phrasing = keyof typeof texts;

/**
 * What a rule-driven user says for each of its acts, by tone; a tone without texts of its own takes the neutral ones. `{…}` are slots.
 * A text says nothing that a scenario's facts would have to support, and none but `yes` agrees to anything.
 */
export const phraseBook: Readonly<Record<Phrasing, Texts>> = texts;
