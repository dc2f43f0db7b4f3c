/** Who signs in a session that runs by itself. Two different hands wherever the rules ask for a second person. */
export const OFFICERS = {
  registrar: 'officer:registrar',
  approver: 'officer:approver',
  monitoring: 'officer:monitoring',
  verifier: 'officer:verifier',
} as const;

export const botActorId = (participantCode: string): string => `bot:${participantCode}`;
