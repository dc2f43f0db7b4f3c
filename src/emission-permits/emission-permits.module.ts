import { Module } from '@nestjs/common';
import { RightFamilyDirectory, RightFamilyModule } from '../right-family';
import { EmissionPermitsFamily } from './core/emission-permits.family';

@Module({ imports: [RightFamilyModule] })
export class EmissionPermitsModule {
  constructor(directory: RightFamilyDirectory) {
    directory.register(new EmissionPermitsFamily());
  }
}
