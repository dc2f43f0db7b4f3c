import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Settlement1763769600005 implements MigrationInterface {
  async up(_queryRunner: QueryRunner): Promise<void> {}

  async down(_queryRunner: QueryRunner): Promise<void> {}
}
