import { Module } from '@nestjs/common';
import { RightFamilyDirectory, RightFamilyModule } from '../right-family';
import { WaterRightsFamily } from './core/water-rights.family';

@Module({ imports: [RightFamilyModule] })
export class WaterRightsModule {
  constructor(directory: RightFamilyDirectory) {
    directory.register(new WaterRightsFamily());
  }
}
