import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Registry1763769600003 implements MigrationInterface {
  async up(_queryRunner: QueryRunner): Promise<void> {}

  async down(_queryRunner: QueryRunner): Promise<void> {}
}
