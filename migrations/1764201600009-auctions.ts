import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every uncrossing with the reasons of its price. */
export class Auctions1764201600009 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE venue_auctions (
        session_id varchar(40) NOT NULL,
        event_sequence bigint NOT NULL,
        instrument_code varchar(40) NOT NULL,
        rule varchar(20) NOT NULL,
        reference_price_ticks bigint,
        price_ticks bigint NOT NULL,
        quantity_lots bigint NOT NULL,
        surplus_lots bigint NOT NULL,
        surplus_side varchar(4),
        steps jsonb NOT NULL,
        summary jsonb NOT NULL,
        simulated_date varchar(10) NOT NULL,
        executed_at timestamptz NOT NULL,
        CONSTRAINT venue_auctions_pk PRIMARY KEY (session_id, event_sequence),
        CONSTRAINT venue_auctions_amounts CHECK (price_ticks > 0 AND quantity_lots > 0 AND surplus_lots >= 0)
      )`);
    await queryRunner.query(
      `CREATE INDEX venue_auctions_instrument ON venue_auctions (session_id, instrument_code, event_sequence)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE venue_auctions');
  }
}
