import { z } from 'zod';
import { plainText } from '../platform';
import { ROLES } from './identity.contract';

const displayName = plainText(60).min(1);

export const loginRequest = z
  .strictObject({
    username: plainText(60).min(1),
    password: z.string().min(1).max(200),
  })
  .meta({ id: 'LoginRequest', example: { username: 'trainer', password: 'the password from the terminal' } });
export type LoginRequest = z.infer<typeof loginRequest>;

export const joinRequest = z
  .strictObject({
    /** case, blanks and dashes are forgiven */
    joinCode: z
      .string()
      .trim()
      .min(8)
      .max(20)
      .regex(/^[\dA-Za-z -]+$/),
    displayName,
  })
  .meta({ id: 'JoinRequest', example: { joinCode: 'K7QX-M2RD', displayName: '李雷' } });
export type JoinRequest = z.infer<typeof joinRequest>;

export const observeRequest = z
  .strictObject({ sessionId: z.string().regex(/^[\w-]{1,40}$/) })
  .meta({ id: 'ObserveRequest', example: { sessionId: 'demo' } });
export type ObserveRequest = z.infer<typeof observeRequest>;

export const newPersonRequest = z
  .strictObject({
    username: z.string().regex(/^[a-zA-Z0-9][\w.-]{1,59}$/),
    displayName,
    role: z.enum(['trainer', 'regulator']),
    password: z.string().min(12).max(200).optional(),
  })
  .meta({ id: 'NewPersonRequest', example: { username: 'wang', displayName: '王芳', role: 'regulator' } });
export type NewPersonRequest = z.infer<typeof newPersonRequest>;

export const actorResponse = z
  .object({
    actorId: z.string(),
    kind: z.enum(['person', 'bot']),
    role: z.enum(ROLES),
    displayName: z.string(),
    sessionId: z.string().nullable(),
    participantCode: z.string().nullable(),
  })
  .meta({ id: 'Actor' });

export const tokenResponse = z
  .object({ token: z.string(), expiresAt: z.string(), actor: actorResponse })
  .meta({ id: 'IssuedToken' });

export const newPersonResponse = z
  .object({
    person: actorResponse,
    /** shown once, when none was given */
    generatedPassword: z.string().nullable(),
  })
  .meta({ id: 'NewPersonResponse' });

export const seatResponse = z
  .object({
    seatId: z.string(),
    role: z.enum(['regulator', 'trader']),
    participantCode: z.string().nullable(),
    /** null for everybody but trainers */
    joinCode: z.string().nullable(),
    takenBy: z.string().nullable(),
  })
  .meta({ id: 'Seat' });
export type SeatResponse = z.infer<typeof seatResponse>;
