import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Identity1763769600001 implements MigrationInterface {
  async up(_queryRunner: QueryRunner): Promise<void> {}

  async down(_queryRunner: QueryRunner): Promise<void> {}
}
