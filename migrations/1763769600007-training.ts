import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Training1763769600007 implements MigrationInterface {
  async up(_queryRunner: QueryRunner): Promise<void> {}

  async down(_queryRunner: QueryRunner): Promise<void> {}
}
