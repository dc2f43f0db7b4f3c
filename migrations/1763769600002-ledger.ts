import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Ledger1763769600002 implements MigrationInterface {
  async up(_queryRunner: QueryRunner): Promise<void> {}

  async down(_queryRunner: QueryRunner): Promise<void> {}
}
