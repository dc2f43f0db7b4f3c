import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderMatching1763769600004 implements MigrationInterface {
  async up(_queryRunner: QueryRunner): Promise<void> {}

  async down(_queryRunner: QueryRunner): Promise<void> {}
}
