/** What a user says in a paced conversation when nothing of the goal is due and the scenario has no digression left: nothing to act upon. */
export const smallTalk: readonly string[] = [
  'sorry, someone was at the door.',
  'it has been a long day.',
  'I am typing this on my phone, so bear with me.',
  'the connection here is a bit slow.',
  'I was just making some tea.',
  'I have another window open beside this one.',
  'the weather here is awful today.',
  'my neighbour is mowing the lawn again.',
  'I am on the train, it may take me a while to answer.',
  'I had to put my glasses on first.',
  'the cat walked over the keyboard.',
  'I am doing three things at once here.',
];
