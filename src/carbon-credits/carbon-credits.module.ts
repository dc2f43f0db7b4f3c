import { Module } from '@nestjs/common';
import { RightFamilyDirectory, RightFamilyModule } from '../right-family';
import { CarbonCreditsFamily } from './core/carbon-credits.family';

@Module({ imports: [RightFamilyModule] })
export class CarbonCreditsModule {
  constructor(directory: RightFamilyDirectory) {
    directory.register(new CarbonCreditsFamily());
  }
}
