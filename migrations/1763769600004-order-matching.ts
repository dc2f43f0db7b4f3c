import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderMatching1763769600004 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE venue_sessions (
        session_id varchar(40) NOT NULL,
        phase varchar(10) NOT NULL,
        simulated_date varchar(10) NOT NULL,
        command_sequence bigint NOT NULL,
        event_sequence bigint NOT NULL,
        trade_sequence bigint NOT NULL,
        CONSTRAINT venue_sessions_pk PRIMARY KEY (session_id),
        CONSTRAINT venue_sessions_sequences
          CHECK (command_sequence >= 0 AND event_sequence >= 0 AND trade_sequence >= 0)
      )`);
    await queryRunner.query(`
      CREATE TABLE venue_instruments (
        session_id varchar(40) NOT NULL,
        instrument_code varchar(40) NOT NULL,
        family varchar(40) NOT NULL,
        reference_price_ticks bigint NOT NULL,
        price_band_basis_points integer NOT NULL,
        cents_per_tick_lot bigint NOT NULL,
        CONSTRAINT venue_instruments_pk PRIMARY KEY (session_id, instrument_code),
        CONSTRAINT venue_instruments_terms
          CHECK (reference_price_ticks > 0 AND price_band_basis_points >= 0 AND cents_per_tick_lot > 0)
      )`);
    await queryRunner.query(`
      CREATE TABLE venue_orders (
        session_id varchar(40) NOT NULL,
        order_number bigint NOT NULL,
        participant_code varchar(40) NOT NULL,
        actor_id varchar(80) NOT NULL,
        actor_kind varchar(10) NOT NULL,
        client_order_id varchar(80) NOT NULL,
        instrument_code varchar(40) NOT NULL,
        side varchar(4) NOT NULL,
        order_type varchar(10) NOT NULL,
        time_in_force varchar(3) NOT NULL,
        self_trade_prevention varchar(20) NOT NULL,
        price_ticks bigint,
        quantity_lots bigint NOT NULL,
        cumulative_lots bigint NOT NULL,
        leaves_lots bigint NOT NULL,
        cancelled_lots bigint NOT NULL,
        status varchar(20) NOT NULL,
        reason jsonb,
        acknowledgement jsonb NOT NULL,
        placed_on varchar(10) NOT NULL,
        placed_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT venue_orders_pk PRIMARY KEY (session_id, order_number),
        CONSTRAINT venue_orders_client_order_id UNIQUE (session_id, participant_code, client_order_id),
        CONSTRAINT venue_orders_quantities
          CHECK (cumulative_lots >= 0 AND leaves_lots >= 0
                 AND cumulative_lots + leaves_lots + cancelled_lots = quantity_lots)
      ) WITH (fillfactor = 80)`);
    await queryRunner.query(
      `CREATE INDEX venue_orders_participant ON venue_orders (session_id, participant_code, order_number)`,
    );
    await queryRunner.query(
      `CREATE INDEX venue_orders_open ON venue_orders (session_id, order_number) WHERE leaves_lots > 0`,
    );
    await queryRunner.query(`
      CREATE TABLE venue_trades (
        session_id varchar(40) NOT NULL,
        trade_sequence bigint NOT NULL,
        instrument_code varchar(40) NOT NULL,
        price_ticks bigint NOT NULL,
        quantity_lots bigint NOT NULL,
        amount_cents bigint NOT NULL,
        buyer_code varchar(40) NOT NULL,
        seller_code varchar(40) NOT NULL,
        buy_order_number bigint NOT NULL,
        sell_order_number bigint NOT NULL,
        aggressor_side varchar(4) NOT NULL,
        simulated_date varchar(10) NOT NULL,
        executed_at timestamptz NOT NULL,
        confirmed boolean NOT NULL,
        CONSTRAINT venue_trades_pk PRIMARY KEY (session_id, trade_sequence),
        CONSTRAINT venue_trades_amounts CHECK (price_ticks > 0 AND quantity_lots > 0 AND amount_cents > 0),
        CONSTRAINT venue_trades_two_parties CHECK (buyer_code <> seller_code)
      )`);
    await queryRunner.query(
      `CREATE INDEX venue_trades_instrument ON venue_trades (session_id, instrument_code, trade_sequence)`,
    );
    await queryRunner.query(
      `CREATE INDEX venue_trades_unconfirmed ON venue_trades (session_id, trade_sequence) WHERE NOT confirmed`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['venue_trades', 'venue_orders', 'venue_instruments', 'venue_sessions'])
      await queryRunner.query(`DROP TABLE ${table}`);
  }
}
