import { Body, Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../platform';
import { Roles } from './access.decorators';
import type { Actor } from './identity.contract';
import { type NewPersonRequest, newPersonRequest, newPersonResponse } from './identity.dto';
import { PeopleService } from './people.service';

@ApiTags('identity')
@ApiBearerAuth()
@Controller('people')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Roles('trainer')
  @Post()
  @ApiOperation({ summary: 'Add an account, so that a second person can approve and verify' })
  @ApiCreatedResponse({ standardSchema: newPersonResponse })
  @ApiProblem(409, 'person.username-taken')
  async add(
    @Body({ schema: newPersonRequest }) body: NewPersonRequest,
  ): Promise<{ readonly person: Actor; readonly generatedPassword: string | null }> {
    const { actor, generatedPassword } = await this.people.add({
      username: body.username,
      displayName: body.displayName,
      role: body.role,
      password: body.password ?? null,
    });
    return { person: actor, generatedPassword };
  }
}
