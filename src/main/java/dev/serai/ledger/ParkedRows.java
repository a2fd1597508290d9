package dev.serai.ledger;

import dev.serai.event.HubEvent;
import dev.serai.ledger.ParkedDelivery.Origin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Rows of the table of parked deliveries, for everything that parks inside its own transaction. */
final class ParkedRows {

  static final String SELECT =
      "select p.id, c.name, p.group_name, p.position, p.order_key, p.origin, p.attempts, p.not_before, p.exhausted, p.history, %s from parked p join channel c on c.id = p.channel_id left join event e on e.seq = p.log_seq"
          .formatted(EventColumns.eitherOf("p", "e"));

  /** Gives the parked rows of a page of the log copies of their events. */
  static final String KEEP =
      """
      update parked set log_seq = null, %s from event e where e.seq = parked.log_seq and parked.id in (
        select p.id from event_group g
        join (%%s) gone on true
        join parked p on p.channel_id = g.channel_id and p.group_name = g.name and p.position = cast(gone.seq as text)
        where g.channel_id = ? and p.log_seq is not null)
      """
          .formatted(EventColumns.assigned("e"));

  private static final String DELIVERY =
      "channel_id, group_name, position, order_key, head, origin, attempts, not_before, exhausted, history, ";
  private static final String ONCE = "on conflict do nothing";
  private static final Insert WHOLE = new Insert("parked", DELIVERY + EventColumns.NAMES, ONCE);
  private static final Insert LOGGED =
      new Insert("parked", DELIVERY + EventColumns.IDENTITY + ", log_seq", ONCE);
  private static final String WAITS =
      "select 1 from parked where channel_id = ? and group_name = ? and order_key = ? limit 1";

  /** Ends a statement: not what another hub has taken. */
  static final String NOT_OTHERS = " and (hub_id is null or hub_id = ?)";

  private static final String DELETE =
      "delete from parked where id = ?%s returning channel_id, group_name, order_key, head";
  private static final String DELETE_ALONE = DELETE.formatted("");
  private static final String DELETE_SHARED = DELETE.formatted(NOT_OTHERS);
  private static final String NEXT_HEAD =
      "update parked set head = 1 where id = (select min(id) from parked where channel_id = ? and group_name = ? and order_key = ?)";

  private ParkedRows() {}

  /**
   * @param logged whether the event is in the log at the delivery's position, so that the row needs
   *     no copy of it
   */
  static void insert(Session session, Channels channels, ParkedDelivery delivery, boolean logged)
      throws SQLException {
    long channel = channels.require(session, delivery.channel()).id;
    boolean head =
        delivery.key() == null
            || session.first(row -> 1, WAITS, channel, delivery.group(), delivery.key()).isEmpty();
    Insert insert = logged ? LOGGED : WHOLE;
    Object[] row = new Object[insert.width()];
    row[0] = channel;
    row[1] = delivery.group();
    row[2] = delivery.position();
    row[3] = delivery.key();
    row[4] = head ? 1 : 0;
    row[5] = delivery.origin().name();
    row[6] = delivery.attempts();
    row[7] = Millis.notBefore(delivery.notBefore());
    row[8] = delivery.exhausted() ? 1 : 0;
    row[9] = HistoryText.write(delivery.history());
    HubEvent event = HubEvent.copyOf(delivery.event());
    if (logged) {
      row[10] = event.getId();
      row[11] = event.source();
      row[12] = event.getType();
      row[13] = Long.parseLong(delivery.position());
    } else {
      EventColumns.put(event, row, 10);
    }
    session.add(insert, row);
  }

  static Settled delete(Session session, long id, Hubs hubs) throws SQLException {
    long channel;
    String group;
    String key;
    try (ResultSet row =
        hubs.shared()
            ? session.query(DELETE_SHARED, id, hubs.tenure())
            : session.query(DELETE_ALONE, id)) {
      if (!row.next()) {
        return Settled.NOT_OURS;
      }
      if (row.getString(3) == null || row.getInt(4) == 0) {
        return Settled.GONE;
      }
      channel = row.getLong(1);
      group = row.getString(2);
      key = row.getString(3);
    }
    return session.update(NEXT_HEAD, channel, group, key) > 0
        ? Settled.GONE_NEXT_WAITS
        : Settled.GONE;
  }

  static ParkedDelivery map(ResultSet row) throws SQLException {
    return new ParkedDelivery(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        EventColumns.get(row, 11),
        Origin.valueOf(row.getString(6)),
        row.getInt(7),
        Instant.ofEpochMilli(row.getLong(8)),
        row.getInt(9) != 0,
        HistoryText.read(row.getString(10)));
  }

  static long bytes(List<ParkedDelivery> deliveries) {
    long bytes = 0;
    for (ParkedDelivery delivery : deliveries) {
      bytes += EventColumns.bytes(delivery.event());
    }
    return bytes;
  }
}
