import type { DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { databaseOptions } from './database-options';

/**
 * TypeORM over the one PostgreSQL; migrations run before anything else uses it.
 * @param migrate false for a program that only looks
 */
export function databaseModule(databaseUrl: string, migrate = true): DynamicModule {
  return TypeOrmModule.forRoot({
    ...databaseOptions(databaseUrl),
    autoLoadEntities: true,
    migrationsRun: migrate,
    // main has proved that the server answers: what fails now is a defect, and repeating it only hides it
    retryAttempts: 1,
  });
}
