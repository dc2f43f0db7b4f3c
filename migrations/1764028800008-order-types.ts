import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders with conditions, amendments and several market models; markets with phases of their own. */
export class OrderTypes1764028800008 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE venue_sessions ADD COLUMN second_of_day integer NOT NULL DEFAULT 0');
    await queryRunner.query(`
      ALTER TABLE venue_instruments
        ADD COLUMN market_phase varchar(20) NOT NULL DEFAULT 'closed',
        ADD COLUMN cancels boolean NOT NULL DEFAULT true,
        ADD COLUMN rules jsonb NOT NULL DEFAULT '{}',
        ALTER COLUMN price_band_basis_points DROP NOT NULL`);
    await queryRunner.query(`
      UPDATE venue_instruments AS instrument SET market_phase = 'continuous'
      FROM venue_sessions AS session
      WHERE session.session_id = instrument.session_id AND session.phase = 'open'`);
    await queryRunner.query(
      `ALTER TABLE venue_trades ADD COLUMN model varchar(20) NOT NULL DEFAULT 'continuous'`,
    );
    await queryRunner.query(`
      ALTER TABLE venue_orders
        ADD COLUMN conditions jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN request jsonb`);
    // orders could not be amended so far: their columns still say what was asked for
    await queryRunner.query(`
      UPDATE venue_orders SET request = jsonb_build_object(
        'type', 'place-order', 'instrumentCode', instrument_code, 'side', side, 'orderType', order_type,
        'priceTicks', price_ticks, 'quantityLots', quantity_lots, 'timeInForce', time_in_force,
        'selfTradePrevention', self_trade_prevention)`);
    await queryRunner.query('ALTER TABLE venue_orders ALTER COLUMN request SET NOT NULL');
    await queryRunner.query('ALTER TABLE venue_orders DROP COLUMN self_trade_prevention');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE venue_orders ADD COLUMN self_trade_prevention varchar(20) NOT NULL DEFAULT 'cancel-aggressor'`,
    );
    await queryRunner.query(
      `UPDATE venue_orders SET self_trade_prevention = coalesce(request->>'selfTradePrevention', 'cancel-aggressor')`,
    );
    await queryRunner.query(
      'ALTER TABLE venue_orders ALTER COLUMN self_trade_prevention DROP DEFAULT, DROP COLUMN request, DROP COLUMN conditions',
    );
    await queryRunner.query('ALTER TABLE venue_trades DROP COLUMN model');
    await queryRunner.query(`
      ALTER TABLE venue_instruments
        ALTER COLUMN price_band_basis_points SET NOT NULL,
        DROP COLUMN rules, DROP COLUMN cancels, DROP COLUMN market_phase`);
    await queryRunner.query('ALTER TABLE venue_sessions DROP COLUMN second_of_day');
  }
}
