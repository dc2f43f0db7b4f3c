import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Compliance1763769600006 implements MigrationInterface {
  async up(_queryRunner: QueryRunner): Promise<void> {}

  async down(_queryRunner: QueryRunner): Promise<void> {}
}
